"""lm-eval's loglikelihoods, as it asks for them: equal to sums that are computed here, over either kind of server."""
import json
import os
import tempfile
from pathlib import Path

os.environ["OPENAI_API_KEY"] = os.environ["EASYLLM_KEY"]
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TOKENIZERS_PARALLELISM"] = "false"

from lm_eval.api.instance import Instance
from lm_eval.models.openai_completions import LocalCompletionsAPI
from tokenizers import Tokenizer, models, pre_tokenizers
from transformers import PreTrainedTokenizerFast

WORDS = json.loads(Path(__file__).with_name("words.json").read_text())
PAIRS = [("The capital of France is", " Paris"), ("The capital of France is", " a city in Italy"), ("Rome is", " Rome")]


def save_tokenizer(folder):
    """One word, one token: what the server of this test counts in, too."""
    tokenizer = Tokenizer(models.WordLevel({word: number for number, word in enumerate(WORDS)}, unk_token="?"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="?", eos_token="?").save_pretrained(folder)


def logprob_of(word, at):
    """The same made-up number as in the server: exact in binary, so that sums are."""
    return -(1 + (sum(map(ord, word)) + 31 * at) % 97) / 16


def computed(context, continuation):
    words = context.split() + continuation.split()
    return sum(logprob_of(word, at) for at, word in enumerate(words) if at >= len(context.split()))


def asked(url, folder, is_tokenized):
    model = LocalCompletionsAPI(
        base_url=f"{url}/completions",
        model="served",
        tokenizer_backend="huggingface",
        tokenizer=folder,
        tokenized_requests=is_tokenized,
        max_retries=1,
    )
    instances = [
        Instance(request_type="loglikelihood", doc={}, arguments=pair, idx=number) for number, pair in enumerate(PAIRS)
    ]
    return [number for number, _ in model.loglikelihood(instances)]


with tempfile.TemporaryDirectory() as folder:
    save_tokenizer(folder)
    want = [computed(*pair) for pair in PAIRS]
    # Numbers of tokens go to a server in OpenAI's shape as they are: they are its model's own.
    for server, is_tokenized in (("EASYLLM_V1", False), ("EASYLLM_V1", True), ("EASYLLM_TGI", False)):
        got = asked(os.environ[server], folder, is_tokenized)
        assert got == want, (server, is_tokenized, got, want)
