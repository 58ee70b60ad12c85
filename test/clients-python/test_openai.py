"""The openai package, as it is."""
import json
import os
import time

from openai import NotFoundError, OpenAI

client = OpenAI(base_url=os.environ["EASYLLM_V1"], api_key=os.environ["EASYLLM_KEY"], max_retries=0)
QUESTION = [{"role": "user", "content": "How is the weather in Paris?"}]
SCHEMA = {"type": "object", "properties": {"city": {"type": "string"}}, "required": ["city"]}
TOOLS = [{"type": "function", "function": {"name": "get_weather", "parameters": SCHEMA}}]

reply = client.chat.completions.create(model="served", messages=QUESTION)
assert reply.choices[0].message.content == "Hello there", reply
assert (reply.model, reply.system_fingerprint) == ("served", "fp-1"), reply
assert (reply.usage.prompt_tokens, reply.usage.completion_tokens) == (3, 2), reply

called = client.chat.completions.create(model="served", messages=QUESTION, tools=TOOLS).choices[0]
assert called.finish_reason == "tool_calls", called
assert called.message.tool_calls[0].function.arguments == '{"city":"Paris"}', called
assert called.message.reasoning == called.message.reasoning_content == "The tool knows.", called

text, usage = "", None
for chunk in client.chat.completions.create(
    model="served", messages=QUESTION, stream=True, stream_options={"include_usage": True}
):
    usage = chunk.usage or usage
    text += "".join(choice.delta.content or "" for choice in chunk.choices)
assert (text, usage.total_tokens) == ("Hello there", 5), (text, usage)

scored = client.completions.create(model="served", prompt="The capital", echo=True, logprobs=1, max_tokens=1).choices[0]
assert scored.text == "The capital end", scored
assert scored.logprobs.tokens == ["The", " capital", " end"], scored
assert scored.logprobs.token_logprobs[0] is None, scored

vectors = client.embeddings.create(model="served", input=["a", "b"])
assert [item.embedding for item in vectors.data] == [[0.5, -0.25, 0.125, 0.75]] * 2, vectors

assert [model.id for model in client.models.list()] == ["served"]
try:
    client.models.retrieve("absent")
    raise AssertionError("a model that is not there was found")
except NotFoundError as error:
    assert error.code == "model_not_found", error

FUNCTION = {"type": "function", "name": "get_weather", "parameters": SCHEMA, "strict": True}
asked = client.responses.create(model="served", input=QUESTION, tools=[FUNCTION])
call = next(item for item in asked.output if item.type == "function_call")
assert (asked.status, call.name, call.arguments) == ("completed", "get_weather", '{"city":"Paris"}'), asked
assert asked.output[0].content[0].text == "The tool knows.", asked
given = {"type": "function_call_output", "call_id": call.call_id, "output": "raining in Paris"}
answered = client.responses.create(model="served", input=[*QUESTION, *asked.output, given], tools=[FUNCTION])
assert answered.output_text == "It is raining in Paris", answered
with client.responses.stream(model="served", input=QUESTION) as stream:
    assert [event.type for event in stream][-1] == "response.completed"
    assert stream.get_final_response().output_text == "Hello there"

line = {"custom_id": "1", "method": "POST", "url": "/v1/chat/completions", "body": {"model": "served", "messages": QUESTION}}
file = client.files.create(file=("in.jsonl", json.dumps(line).encode()), purpose="batch")
batch = client.batches.create(input_file_id=file.id, endpoint="/v1/chat/completions", completion_window="24h")
while batch.status in ("validating", "in_progress", "finalizing"):
    time.sleep(0.05)
    batch = client.batches.retrieve(batch.id)
assert (batch.status, batch.request_counts.completed) == ("completed", 1), batch
record = json.loads(client.files.content(batch.output_file_id).text)
assert record["response"]["body"]["choices"][0]["message"]["content"] == "Hello there", record
assert [each.id for each in client.batches.list()] == [batch.id]
assert {each.id for each in client.files.list()} == {file.id, batch.output_file_id}
assert client.files.delete(file.id).deleted
