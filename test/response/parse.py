"""Parses responses with Hugging Face's own parser: `pip install transformers` (5.24), at development time only.

It reads one JSON object a line, {"template", "prefix", "text"}, and writes one message a line.
"""

import json
import sys

from transformers.utils.chat_parsing import parse_response

for line in sys.stdin:
    case = json.loads(line)
    print(json.dumps(parse_response(case["text"], case["template"], prefix=case["prefix"])))
