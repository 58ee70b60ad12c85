"""LiteLLM's `responses()`, whole and as a stream."""
import os

import litellm

ask = {
    "model": "openai/served",
    "input": "Hi",
    "api_base": os.environ["EASYLLM_V1"],
    "api_key": os.environ["EASYLLM_KEY"],
    "num_retries": 0,
}
response = litellm.responses(**ask)
assert response.output[-1].content[0].text == "Hello there", response
assert response.usage.total_tokens == 5, response

text = "".join(
    event.delta for event in litellm.responses(**ask, stream=True) if event.type == "response.output_text.delta"
)
assert text == "Hello there", text
