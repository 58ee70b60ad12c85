"""pydantic-ai, as it is: a tool, a typed result, and a stream."""
import asyncio
import os

from pydantic import BaseModel
from pydantic_ai import Agent
from pydantic_ai.models.openai import OpenAIChatModel, OpenAIResponsesModel
from pydantic_ai.providers.openai import OpenAIProvider

provider = OpenAIProvider(base_url=os.environ["EASYLLM_V1"], api_key=os.environ["EASYLLM_KEY"])
QUESTION = "How is the weather in Paris?"


class Place(BaseModel):
    city: str


def get_weather(city: str) -> str:
    """The weather of a city."""
    return f"raining in {city}"


async def main() -> None:
    # By chat, and by the Responses API, which is what `openai:NAME` asks for.
    for model in (OpenAIChatModel("served", provider=provider), OpenAIResponsesModel("served", provider=provider)):
        agent = Agent(model, tools=[get_weather])
        assert (await agent.run(QUESTION)).output == "It is raining in Paris"
        assert (await Agent(model, output_type=Place).run(QUESTION)).output == Place(city="Paris")
        async with agent.run_stream(QUESTION) as result:
            assert await result.get_output() == "It is raining in Paris"


asyncio.run(main())
