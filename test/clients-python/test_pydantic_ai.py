"""pydantic-ai, as it is: a tool, a typed result, and a stream."""
import asyncio
import os

from pydantic import BaseModel
from pydantic_ai import Agent
from pydantic_ai.models.openai import OpenAIChatModel
from pydantic_ai.providers.openai import OpenAIProvider

provider = OpenAIProvider(base_url=os.environ["EASYLLM_V1"], api_key=os.environ["EASYLLM_KEY"])
model = OpenAIChatModel("served", provider=provider)
QUESTION = "How is the weather in Paris?"


class Place(BaseModel):
    city: str


agent = Agent(model)


@agent.tool_plain
def get_weather(city: str) -> str:
    """The weather of a city."""
    return f"raining in {city}"


assert agent.run_sync(QUESTION).output == "It is raining in Paris"
assert Agent(model, output_type=Place).run_sync(QUESTION).output == Place(city="Paris")


async def streamed() -> str:
    async with agent.run_stream(QUESTION) as result:
        return await result.get_output()


assert asyncio.run(streamed()) == "It is raining in Paris"
