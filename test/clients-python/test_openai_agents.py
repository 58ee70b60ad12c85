"""openai-agents, its default model (the Responses API): a tool, a handoff, and a stream."""
import asyncio
import os

from agents import Agent, Runner, function_tool, set_default_openai_client, set_tracing_disabled
from openai import AsyncOpenAI

set_tracing_disabled(True)
client = AsyncOpenAI(base_url=os.environ["EASYLLM_V1"], api_key=os.environ["EASYLLM_KEY"], max_retries=0)
set_default_openai_client(client, use_for_tracing=False)
QUESTION = "How is the weather in Paris?"


@function_tool
def get_weather(city: str) -> str:
    """The weather of a city."""
    return f"raining in {city}"


agent = Agent(name="Weather", model="served", tools=[get_weather])
desk = Agent(name="Desk", model="served", handoffs=[Agent(name="Expert", model="served")])


async def main() -> None:
    result = await Runner.run(agent, QUESTION)
    assert result.final_output == "It is raining in Paris", result.final_output

    handed = await Runner.run(desk, QUESTION)
    assert handed.last_agent.name == "Expert", handed.last_agent.name

    streamed = Runner.run_streamed(agent, QUESTION)
    text = ""
    async for event in streamed.stream_events():
        if event.type == "raw_response_event" and event.data.type == "response.output_text.delta":
            text += event.data.delta
    assert (text, streamed.final_output) == ("It is raining in Paris",) * 2, text


asyncio.run(main())
