"""huggingface_hub's client, as it is."""
import os

from huggingface_hub import InferenceClient

client = InferenceClient(base_url=os.environ["EASYLLM_V1"], api_key=os.environ["EASYLLM_KEY"])
QUESTION = [{"role": "user", "content": "How is the weather in Paris?"}]
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOLS = [{"type": "function", "function": {"name": "get_weather", "description": "Weather.", "parameters": SCHEMA}}]

assert client.chat_completion(QUESTION).choices[0].message.content == "Hello there"

text = ""
for chunk in client.chat_completion(QUESTION, stream=True):
    text += "".join(choice.delta.content or "" for choice in chunk.choices)
assert text == "Hello there", text

call = client.chat_completion(QUESTION, tools=TOOLS).choices[0].message.tool_calls[0]
assert (call.function.name, call.function.arguments) == ("get_weather", '{"city":"Paris"}'), call

form = {"type": "json_schema", "json_schema": {"name": "place", "schema": SCHEMA}}
assert client.chat_completion(QUESTION, response_format=form).choices[0].message.content == '{"city":"Paris"}'
