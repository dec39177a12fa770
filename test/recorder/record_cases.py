"""Records the small model in every supported way, and tries what must be refused.

record_cases.py RECORDER_FOLDER OUT: for each case OUT/NAME.kvtrace, OUT/NAME.json with the sizes,
and OUT/NAME.LAYER.f32 with the model's own attention outputs [steps, query heads, D]; OUT/refusals.json
with the messages and the files that were left; OUT/memory.json with the memory of a long recording.
"""

import json
import os
import resource
import sys

import torch

sys.path.insert(0, sys.argv[1])
from kvtrace_recorder import KvTraceRecorder, RecorderError, record  # noqa: E402
import small_llama  # noqa: E402
from small_llama import FixedCache, GrowingCache, SmallForCausalLM, SmallTokenizer  # noqa: E402

out = sys.argv[2]
torch.set_num_threads(1)
torch.set_grad_enabled(False)
PROMPT, STEPS = 20, 6
EAGER = small_llama.eager_attention_forward


def path_of(name):
    return os.path.join(out, f"{name}.kvtrace")


def prompt(length=PROMPT, batch=1):
    ids = torch.arange(length) * 7 % 61
    return torch.stack([(ids + 5 * element) % 61 for element in range(batch)])


def dump(name, model, ids, prompt_tokens, steps, layers, selections=None):
    """Outputs of the newest `steps` queries of each layer, as the model computed them."""
    for layer in layers:
        outputs = torch.cat(model.model.layers[layer].self_attn.outputs)[-steps:]
        with open(os.path.join(out, f"{name}.{layer}.f32"), "wb") as file:
            file.write(bytes(outputs.float().contiguous().numpy().tobytes()))
    with open(os.path.join(out, f"{name}.json"), "w", encoding="utf-8") as file:
        json.dump(
            {
                "promptTokens": prompt_tokens,
                "steps": steps,
                "layers": list(layers),
                "ids": ids,
                "selections": selections,
            },
            file,
        )


def decode(name, way, layers=None, cache=None, batch=1, **options):
    model = SmallForCausalLM(way)
    with record(model, path_of(name), layers=layers, tokenizer=SmallTokenizer(), **options):
        # The first call takes the prompt; each later one is a step.
        ids = model.generate(prompt(batch=batch), STEPS + 1, cache=cache)
    element = options.get("batch_element") or 0
    dump(name, model, ids[element, :-1].tolist(), PROMPT, STEPS, layers or range(3))
    # Nothing of the recorder is left in the model.
    assert small_llama.ALL_ATTENTION_FUNCTIONS._local_mapping == {}
    assert small_llama.eager_attention_forward is EAGER
    assert "forward" not in vars(model) and "forward" not in vars(model.model.layers[0].self_attn)


def teacher_forced():
    model = SmallForCausalLM("repeated")
    ids = prompt(26)
    with record(model, path_of("teacher"), prompt_tokens=20, dtype="f32"):
        model.generate(ids, 1)
    dump("teacher", model, ids[0].tolist(), 20, 6, range(3))


def after_the_prompt():
    """Recording begins when the cache already holds the prompt."""
    model, recorder = SmallForCausalLM("eager"), None

    def begin(step):
        nonlocal recorder
        if step == 1:
            recorder = record(model, path_of("late"), dtype="f32").__enter__()

    ids = model.generate(prompt(), STEPS + 1, before_step=begin)
    recorder.tokens(ids[0, :-1])
    recorder.__exit__(None, None, None)
    dump("late", model, ids[0, :-1].tolist(), PROMPT, STEPS, range(3))


def selections():
    model = SmallForCausalLM("sdpa")
    rows = [
        [sorted({(7 * head + 3 * step + i * i) % (PROMPT + step + 1) for i in range(head + 1)})]
        for head in range(6)
        for step in range(STEPS)
    ]
    rows = [row[0] for row in rows]
    with record(model, path_of("selected"), layers=[1], dtype="f32") as recorder:
        ids = model.generate(prompt(), STEPS + 1)
        for step in reversed(range(STEPS)):
            for head in range(6):
                tokens = rows[head * STEPS + step]
                recorder.record_selection(1, step, head, torch.tensor(tokens[::-1]))
    dump("selected", model, ids[0, :-1].tolist(), PROMPT, STEPS, [1], rows)


def by_hand():
    """Own attention code that hands over new rows only."""
    torch.manual_seed(1)
    keys, values, queries = torch.randn(2, 9, 8), torch.randn(2, 9, 8), torch.randn(4, 9, 8)
    with KvTraceRecorder(path_of("hand"), dtype="f32", kv_heads=2) as recorder:
        recorder.record(5, queries[:, :6], keys[:, :6], values[:, :6], scale=0.5)
        for end in (7, 8, 9):
            new = slice(end - 1, end)
            recorder.record(
                5, queries[:, new], keys[:, new], values[:, new], scale=0.5, first_key=end - 1
            )
    with open(os.path.join(out, "hand.json"), "w", encoding="utf-8") as file:
        rows = {"keys": keys, "values": values, "queries": queries[:, 6:]}
        json.dump({name: tensor.flatten().tolist() for name, tensor in rows.items()}, file)


class Stop(Exception):
    pass


def without_sdpa(action):
    """Does something on a torch before 2.0, as far as attention is concerned."""
    functional = torch.nn.functional
    kept = functional.scaled_dot_product_attention
    del functional.scaled_dot_product_attention
    try:
        action()
    finally:
        functional.scaled_dot_product_attention = kept


def refusals():
    told = {}

    def refuse(name, action):
        try:
            action()
        except (RecorderError, ValueError, Stop) as error:
            told[name] = f"{type(error).__name__}: {error}"
        else:
            told[name] = "was not refused"

    def stop(step):
        if step == 3:
            raise Stop("in the middle")

    def run(way="sdpa", batch=1, before_step=None, cache=None, steps=4, **options):
        model = SmallForCausalLM(way)
        with record(model, path_of("refused"), **options):
            model.generate(prompt(batch=batch), steps, before_step=before_step, cache=cache)

    def select(*rows, complete=False):
        with KvTraceRecorder(path_of("refused")) as recorder:
            for end in (4, 5):
                shape = (1, 4 if end == 4 else 1, 8)
                keys = torch.ones(1, end, 8)
                recorder.record(0, torch.ones(shape), keys, keys)
            for row in rows:
                recorder.record_selection(*row)

    def infinite():
        with KvTraceRecorder(path_of("refused")) as recorder:
            recorder.record(0, torch.ones(1, 2, 8), torch.full((1, 2, 8), 1e6), torch.ones(1, 2, 8))

    def padded():
        model = SmallForCausalLM("eager")
        masks = model.model.layers[0]
        original = masks.forward

        def masked(hidden, **kwargs):
            kwargs["attention_mask"][..., 0] = -1e9
            return original(hidden, **kwargs)

        masks.forward = masked
        with record(model, path_of("refused")):
            model.generate(prompt(), 3)

    def told_more(**more):
        model = SmallForCausalLM("sdpa")
        model.model.layers[1].self_attn.more = more
        with record(model, path_of("refused")):
            model.generate(prompt(), 3)

    def several_at_once():
        model, cache = SmallForCausalLM("eager"), GrowingCache()
        with record(model, path_of("refused")):
            model(prompt(), past_key_values=cache)
            model(prompt(1), past_key_values=cache, position=PROMPT)
            model(prompt(2), past_key_values=cache, position=PROMPT + 1)

    def cropped():
        model, cache = SmallForCausalLM("eager"), GrowingCache()
        with record(model, path_of("refused")):
            model(prompt(), past_key_values=cache)
            cache.layers = {
                layer: (key[..., 2:, :], value[..., 2:, :])
                for layer, (key, value) in cache.layers.items()
            }
            model(prompt(1), past_key_values=cache, position=PROMPT - 2)

    def static_unknown():
        keys = torch.zeros(1, 30, 8)
        keys[:, :4] = 1
        with KvTraceRecorder(path_of("refused")) as recorder:
            recorder.record(0, torch.ones(1, 4, 8), keys, keys)

    refuse("window", lambda: told_more(sliding_window=8))
    refuse("softcap", lambda: told_more(softcap=30.0))
    refuse("speculative", several_at_once)
    refuse("cropped", cropped)
    refuse("static", static_unknown)
    refuse("exception", lambda: run(before_step=stop))
    refuse("unseen", lambda: run("unseen"))
    refuse("old", lambda: without_sdpa(lambda: run("unseen")))
    refuse("batch", lambda: run(batch=2))
    refuse("layer", lambda: run(layers=[1, 9]))
    refuse("noStep", lambda: run(steps=1))
    refuse("padded", padded)
    refuse("dtype", lambda: run(dtype="f64"))
    refuse("overflow", infinite)
    refuse("empty", lambda: KvTraceRecorder(path_of("refused")).__enter__().__exit__(*[None] * 3))
    refuse("future", lambda: select((0, 0, 0, [5])))
    refuse("twice", lambda: select((0, 0, 0, [1, 1])))
    refuse("missing", lambda: select((0, 1, 0, [1])))
    with open(os.path.join(out, "refusals.json"), "w", encoding="utf-8") as file:
        names = os.listdir(out)
        left = [name for name in names if "refused" in name or name.startswith(".kvtrace")]
        json.dump({"told": told, "left": left}, file)


def memory():
    """A layer of 64 MiB, token by token: what it takes beyond one call's keys."""
    heads, dimension, block, calls = 8, 128, 512, 64
    keys = torch.ones(heads, block, dimension)

    def peak():
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024

    with KvTraceRecorder(path_of("long"), dtype="f16", prompt_tokens=block * calls - 1) as recorder:
        queries = torch.ones(heads, block, dimension)
        recorder.record(0, queries, keys, keys)
        before = peak()
        for call in range(1, calls):
            recorder.record(0, queries, keys, keys, first_key=call * block)
        recorded = peak() - before
    # Pages of the temporary file that are read through a mapping count as resident, but are the
    # system's to take back; what recording itself holds is the figure.
    with open(os.path.join(out, "memory.json"), "w", encoding="utf-8") as file:
        size = os.path.getsize(path_of("long"))
        json.dump({"recorded": recorded, "file": size}, file)


decode("eager", "eager", dtype="f32")
decode("sdpa", "sdpa", dtype="f32")
decode("repeated", "repeated", dtype="f32")
decode("half", "sdpa", dtype="f16")
decode("brain", "sdpa", dtype="bf16", layers=[2, 0])
decode("static", "eager", dtype="f32", cache=FixedCache(40))
decode("batch", "sdpa", dtype="f32", batch=2, batch_element=1)
teacher_forced()
after_the_prompt()
selections()
by_hand()
refusals()
memory()
