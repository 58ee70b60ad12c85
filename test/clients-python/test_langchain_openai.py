"""LangChain's OpenAI classes, as they are."""
import os

from langchain_core.messages import HumanMessage
from langchain_core.tools import tool
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from pydantic import BaseModel

SETTINGS = {"model": "served", "base_url": os.environ["EASYLLM_V1"], "api_key": os.environ["EASYLLM_KEY"], "max_retries": 0}
QUESTION = "How is the weather in Paris?"


class Place(BaseModel):
    city: str


@tool
def get_weather(city: str) -> str:
    """The weather of a city."""
    return f"raining in {city}"


chat = ChatOpenAI(**SETTINGS)
assert chat.invoke("Hi").content == "Hello there"
assert "".join(chunk.content for chunk in chat.stream("Hi")) == "Hello there"
assert chat.with_structured_output(Place, method="json_schema").invoke("Where?") == Place(city="Paris")

bound = chat.bind_tools([get_weather])
asked = bound.invoke(QUESTION)
assert asked.tool_calls[0]["args"] == {"city": "Paris"}, asked
result = get_weather.invoke(asked.tool_calls[0])
assert bound.invoke([HumanMessage(QUESTION), asked, result]).content == "It is raining in Paris"

streamed = None
for chunk in bound.stream(QUESTION):
    streamed = chunk if streamed is None else streamed + chunk
assert streamed.tool_calls[0]["args"] == {"city": "Paris"}, streamed

# Texts, and not the numbers that another model's tokens have.
embeddings = OpenAIEmbeddings(**SETTINGS, check_embedding_ctx_length=False)
assert embeddings.embed_documents(["a", "b"]) == [[0.5, -0.25, 0.125, 0.75]] * 2
