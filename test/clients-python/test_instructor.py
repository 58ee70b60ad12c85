"""instructor, as it is: by a tool's call, and by a schema."""
import os

import instructor
from openai import OpenAI
from pydantic import BaseModel

client = OpenAI(base_url=os.environ["EASYLLM_V1"], api_key=os.environ["EASYLLM_KEY"], max_retries=0)
QUESTION = [{"role": "user", "content": "Where?"}]


class Place(BaseModel):
    city: str


for mode in (instructor.Mode.TOOLS, instructor.Mode.JSON_SCHEMA):
    extracting = instructor.from_openai(client, mode=mode)
    place = extracting.chat.completions.create(model="served", messages=QUESTION, response_model=Place, max_retries=0)
    assert place.city == "Paris", (mode, place)
    parts = list(
        extracting.chat.completions.create_partial(model="served", messages=QUESTION, response_model=Place, max_retries=0)
    )
    assert parts[-1].city == "Paris", (mode, parts)
