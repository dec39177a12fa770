"""Records what attention reads while a model decodes, as a .kvtrace file (KV Trace Inspector).

    from kvtrace_recorder import record

    with record(model, "run.kvtrace", layers=[0, 8, 16], tokenizer=tokenizer):
        model.generate(**tokenizer(prompt, return_tensors="pt"), max_new_tokens=64)

One file, nothing but torch (1.13 or newer). It sees attention where it runs through
torch.nn.functional.scaled_dot_product_attention, which torch has from 2.0 on, or through the
attention functions of transformers 4.48 or newer ("eager", "sdpa", "flash_attention_2", ...), inside a module whose class name holds
"Attention". Attention that a module multiplies out itself cannot be seen from outside: pass it to
KvTraceRecorder.record(). One sequence, a cache that grows, plain causal attention: whatever else
comes (padding, a sliding window, a cropped or static cache without positions) ends with a
RecorderError that says so, and no file is left.

MIT license.
"""

import contextlib
import ctypes
import functools
import json
import math
import mmap
import os
import re
import shutil
import struct
import sys
import tempfile
import warnings
from array import array

import torch

__all__ = ["KvTraceRecorder", "RecorderError", "record"]

VERSION = "1"
DTYPES = {
    "f16": ("F16", torch.float16),
    "bf16": ("BF16", torch.bfloat16),
    "f32": ("F32", torch.float32),
}
# Rows that are converted at a time: bounds the memory that a long prompt takes.
BLOCK_ROWS = 1024
FACTS = ("model", "source", "license", "text_source", "rope")


class RecorderError(RuntimeError):
    """What was recorded cannot be a trace; the message says what to do instead."""


def record(model, path, *, layers=None, tokenizer=None, **options):
    """A KvTraceRecorder that watches `model`; see there for the options."""
    return KvTraceRecorder(path, model=model, layers=layers, tokenizer=tokenizer, **options)


class KvTraceRecorder:
    """Context manager that writes `path` when its block ends, and nothing when it fails.

    model           module to watch; without one, call record() from your own attention code
    layers          ids of the layers to record, all if None
    tokenizer       its decode() gives the text of the tokens
    dtype           "f16", "bf16" or "f32": type of keys, values and queries in the file
    values          False leaves out the values (then no output error can be computed)
    batch_element   which sequence of a batch to record; without it a batch is refused
    prompt_tokens   P; every later query is a decode step. If None, the first call with a single
                    query after the prompt is step 0. Give it for teacher forcing, where prompt and
                    steps come in one call, and for prompts fed token by token.
    kv_heads        number of KV heads; taken from the model's config if None
    softmax_scale   taken from the attention calls if None
    attention       {layer id: module} where the modules are not found by themselves
    facts           free text by key: model, source, license, text_source, rope
    """

    def __init__(
        self,
        path,
        *,
        model=None,
        layers=None,
        tokenizer=None,
        dtype="f16",
        values=True,
        batch_element=None,
        prompt_tokens=None,
        kv_heads=None,
        softmax_scale=None,
        attention=None,
        facts=None,
    ):
        if dtype not in DTYPES:
            raise ValueError(f"dtype: {dtype!r} is not one of {', '.join(DTYPES)}")
        unknown = set(facts or {}) - set(FACTS)
        if unknown:
            raise ValueError(f"facts: {sorted(unknown)} are unknown; known are {', '.join(FACTS)}")
        self.path = os.path.abspath(os.fspath(path))
        self._model, self._tokenizer = model, tokenizer
        self._layers = None if layers is None else {int(layer) for layer in layers}
        self._dtype_name, self._dtype = DTYPES[dtype]
        self._with_values, self._batch_element = values, batch_element
        self._prompt, self._scale = prompt_tokens, softmax_scale
        config = getattr(model, "config", None)
        config = getattr(config, "text_config", config)
        self._kv_heads = kv_heads or getattr(config, "num_key_value_heads", None)
        self._modules = attention
        self._facts = {**_config_facts(config), **(facts or {})}
        self._tapes, self._selections, self._ids = {}, {}, []
        self._stack, self._folder, self._undo = [], None, contextlib.ExitStack()

    def __enter__(self):
        parent = os.path.dirname(self.path)
        if not os.path.isdir(parent):
            raise RecorderError(f"{parent}: is not a folder")
        # On the disk of the result, which has to hold as much anyway.
        self._folder = tempfile.mkdtemp(prefix=".kvtrace-", dir=parent)
        try:
            if self._model is not None:
                _watch(self, self._undo)
        except BaseException:
            self._clean()
            raise
        return self

    def __exit__(self, kind, error, trace):
        try:
            self._undo.close()
            if kind is None:
                self._write()
        finally:
            self._clean()

    def record(self, layer, queries, keys, values=None, *, scale=None, first_key=0):
        """Takes one attention call: queries [H, n, D] of the newest n tokens, keys and values
        [H, t, D] of the tokens first_key .. first_key + t - 1, the newest last; a leading batch
        dimension is allowed. Keys and queries as attended: after rotary embedding. Only rows that
        are new are kept, so the whole cache may be given every time, or the new rows alone.
        """
        if self._folder is None:
            raise RecorderError("record() works inside the recorder's with block only")
        if self._layers is not None and layer not in self._layers:
            return
        with torch.no_grad():
            queries, keys = self._heads("queries", queries), self._heads("keys", keys)
            values = self._heads("values", values) if self._with_values else None
            self._take(int(layer), queries, keys, values, scale, first_key)

    def record_selection(self, layer, step, head, indices):
        """Takes the tokens that query head `head` read at a decode step, in any order, as a list or
        a tensor. Give every head and step of a layer, an empty list where nothing was read."""
        if self._folder is None:
            raise RecorderError("record_selection() works inside the recorder's with block only")
        if torch.is_tensor(indices):
            indices = indices.detach().reshape(-1).tolist()
        tokens = sorted(int(index) for index in indices)
        where = f"selection of layer {layer}, head {head}, step {step}"
        if any(a == b for a, b in zip(tokens, tokens[1:])):
            raise RecorderError(f"{where}: a token is named twice")
        if tokens and tokens[0] < 0:
            raise RecorderError(f"{where}: token {tokens[0]} is negative")
        if self._layers is not None and layer not in self._layers:
            return
        if layer not in self._selections:
            self._selections[layer] = _Selection(os.path.join(self._folder, f"{layer}.selected"))
        self._selections[layer].add(int(head), int(step), tokens)

    def tokens(self, ids):
        """Says the ids of all tokens, prompt first, where the model's input does not show them."""
        self._ids = array("q", (int(i) for i in torch.as_tensor(ids).reshape(-1).tolist()))

    # What an attention call brings ------------------------------------------------------------

    def _heads(self, name, tensor):
        """[H, rows, D] of the recorded sequence."""
        if not torch.is_tensor(tensor) or tensor.dim() not in (3, 4):
            raise RecorderError(f"{name}: a tensor [heads, tokens, dimension] is expected")
        tensor = tensor.detach()
        if tensor.dim() == 3:
            return tensor
        if self._batch_element is None and tensor.shape[0] != 1:
            raise RecorderError(
                f"{name}: a batch of {tensor.shape[0]}; a trace holds one sequence, "
                "batch_element=n chooses one (beam search cannot be recorded)"
            )
        return tensor[self._batch_element or 0]

    def _take(self, layer, queries, keys, values, scale, first_key):
        heads, rows, dimension = queries.shape
        end = first_key + keys.shape[1]
        self._agree("softmax scale", layer, scale or 1 / math.sqrt(dimension))
        group = 1
        if self._kv_heads and keys.shape[0] != self._kv_heads:
            # Heads of a group that were repeated for the product: each is there `group` times.
            group = keys.shape[0] // self._kv_heads
            if keys.shape[0] != heads or group * self._kv_heads != heads:
                raise RecorderError(
                    f"layer {layer}: {keys.shape[0]} key heads are neither the {self._kv_heads} "
                    f"KV heads nor the {heads} query heads"
                )
        if heads % (keys.shape[0] // group):
            raise RecorderError(f"layer {layer}: {heads} query heads, {keys.shape[0]} key heads")
        if values is not None and values.shape != keys.shape:
            raise RecorderError(
                f"layer {layer}: values {list(values.shape)} are not shaped like keys "
                f"{list(keys.shape)}; values=False leaves them out"
            )
        tape = self._tapes.get(layer)
        if tape is None:
            tape = self._tapes[layer] = _Tape(self, layer, heads, keys.shape[0] // group, dimension)
        tape.add(queries, keys, values, group, first_key, end, rows)

    def _agree(self, what, layer, scale):
        if self._scale is None:
            self._scale = float(scale)
        elif not math.isclose(self._scale, scale, rel_tol=1e-6):
            raise RecorderError(f"layer {layer}: {what} {scale} after {self._scale}")

    def _seen(self, queries, keys, values, mask, scale, options):
        """An attention function runs: recorded unless the one that called it was already."""
        frame = self._stack[-1] if self._stack else None
        if frame is None:
            return
        if frame.done:
            if frame.inside == 0:
                raise RecorderError(f"layer {frame.layer}: more than one attention in one call")
            return
        frame.done = True
        if self._layers is not None and frame.layer not in self._layers:
            return
        if frame.length is not None and frame.length < keys.shape[-2]:
            # A static cache is longer than what was written to it.
            keys, values = keys[..., : frame.length, :], values[..., : frame.length, :]
        self._check_plain(frame.layer, mask, queries.shape[-2], keys.shape[-2], options)
        self.record(frame.layer, queries, keys, values, scale=scale)

    def _check_plain(self, layer, mask, rows, tokens, options):
        """Steps must attend all keys before them and themselves, by the softmax of q.k alone."""
        for name in ("softcap", "s_aux"):
            if options.get(name) is not None:
                raise RecorderError(f"layer {layer}: {name} is no plain softmax attention")
        masked = (options.get("sliding_window") or math.inf) < tokens
        if torch.is_tensor(mask) and mask.dim() in (2, 4):
            mask = mask[(self._batch_element or 0) if mask.shape[0] > 1 else 0]
            if mask.dim() == 1:
                masked |= not bool(mask[:tokens].all())
            else:
                steps = 1 if rows == 1 else min(rows, self._steps_of(tokens))
                masked |= any(_is_masked(mask[0], row, tokens) for row in range(-steps, 0))
        if masked:
            raise RecorderError(
                f"layer {layer}: keys are masked or biased (padding, a sliding window, ALiBi); "
                "a trace holds plain causal attention over unpadded tokens"
            )

    def _steps_of(self, tokens):
        return 0 if self._prompt is None else max(0, tokens - self._prompt)

    # What becomes of it -----------------------------------------------------------------------

    def _sizes(self):
        """Prompt tokens and decode steps, after checking that the layers agree."""
        missing = sorted((self._layers or set()) - set(self._tapes) - set(self._selections))
        if missing or not (self._tapes or self._selections):
            raise RecorderError(
                f"layers {missing or 'of the model'}: no attention was seen. {_advice()}"
            )
        sizes = {layer: (tape.prompt_tokens, tape.steps) for layer, tape in self._tapes.items()}
        if len(set(sizes.values())) > 1:
            raise RecorderError(f"the layers differ in (prompt tokens, decode steps): {sizes}")
        if not sizes:
            raise RecorderError("selections need the keys and queries of record() beside them")
        prompt, steps = next(iter(sizes.values()))
        if steps == 0:
            raise RecorderError("no decode step: a single query after the prompt, or prompt_tokens")
        return prompt, steps

    def _write(self):
        prompt, steps = self._sizes()
        tensors = self._token_tensors(prompt + steps)
        for layer, selection in sorted(self._selections.items()):
            if layer not in self._tapes:
                raise RecorderError(f"selection of layer {layer}: its keys were not recorded")
            tensors += selection.tensors(layer, self._tapes[layer].heads, prompt, steps)
        for layer, tape in sorted(self._tapes.items()):
            tensors += tape.tensors()
        # Wide elements first, so that every tensor lies at a multiple of its element's width.
        width = {"I64": 8, "I32": 4, "F32": 4, "F16": 2, "BF16": 2, "U8": 1}
        tensors.sort(key=lambda tensor: -width[tensor[1]])
        header = {
            "__metadata__": {
                **{key: str(text) for key, text in self._facts.items()},
                "kvtrace_version": "1",
                "prompt_tokens": str(prompt),
                "decode_steps": str(steps),
                "softmax_scale": repr(self._scale),
                "producer": f"kvtrace_recorder {VERSION}, torch {torch.__version__}",
            }
        }
        end = 0
        for name, dtype, shape, _ in tensors:
            begin, end = end, end + width[dtype] * math.prod(shape)
            header[name] = {"dtype": dtype, "shape": shape, "data_offsets": [begin, end]}
        text = json.dumps(header, separators=(",", ":")).encode()
        text += b" " * (-len(text) % 8)
        whole = os.path.join(self._folder, "whole")
        with open(whole, "wb") as file:
            file.write(struct.pack("<Q", len(text)) + text)
            for *_, chunks in tensors:
                for chunk in chunks():
                    file.write(chunk)
            if file.tell() != 8 + len(text) + end:
                raise RecorderError("the temporary files changed meanwhile")
            file.flush()
            os.fsync(file.fileno())
        os.replace(whole, self.path)

    def _token_tensors(self, total):
        ids = self._ids
        if len(ids) != total:
            if len(ids):
                warnings.warn(f"{len(ids)} token ids for {total} tokens: left out", stacklevel=4)
            return []
        tensors = [("tokens", "I64", [total], lambda: [struct.pack(f"<{total}q", *ids)])]
        if self._tokenizer is not None:
            words = [word.encode("utf-8", "replace") for word in _token_texts(self._tokenizer, ids)]
            offsets = [0]
            for word in words:
                offsets.append(offsets[-1] + len(word))
            data = struct.pack(f"<{total + 1}q", *offsets)
            tensors.append(("token_text_offsets", "I64", [total + 1], lambda: [data]))
            tensors.append(("token_text", "U8", [offsets[-1]], lambda: words))
        return tensors

    def _clean(self):
        self._undo.close()
        for tape in [*self._tapes.values(), *self._selections.values()]:
            tape.close()
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
        self._folder = None


def _is_masked(mask, row, tokens):
    """Whether a row of [queries, tokens], counted from the end, changes what is attended."""
    bias = mask[max(row, -mask.shape[0]), : tokens + row + 1]
    return bool((~bias).any() if bias.dtype == torch.bool else (bias != 0).any())


class _Tape:
    """The rows of one layer in the order they came, [rows, heads, D], in temporary files."""

    def __init__(self, recorder, layer, heads, kv_heads, dimension):
        self.layer, self.heads, self.kv_heads, self.dimension = layer, heads, kv_heads, dimension
        self.recorder, self.prompt_tokens = recorder, recorder._prompt
        self.tokens = self.steps = 0
        kinds = ("keys", "values", "queries") if recorder._with_values else ("keys", "queries")
        self.files = {
            kind: open(os.path.join(recorder._folder, f"{layer}.{kind}"), "w+b") for kind in kinds
        }

    def add(self, queries, keys, values, group, first_key, end, rows):
        layer, began = self.layer, self.tokens > 0
        shape = (queries.shape[0], keys.shape[0] // group, queries.shape[2])
        if shape != (self.heads, self.kv_heads, self.dimension) or keys.shape[2] != shape[2]:
            raise RecorderError(f"layer {layer}: heads or head dimension changed or do not agree")
        if first_key > self.tokens or end < rows:
            raise RecorderError(f"layer {layer}: keys {first_key} .. {end - 1} leave a gap")
        if began and end != self.tokens + rows:
            raise RecorderError(
                f"layer {layer}: {rows} queries after {self.tokens} tokens meet {end} keys; a "
                "cache must grow by the queries' tokens (no sliding window, no cropping, no static "
                "cache without cache_position)"
            )
        if not began and end > rows and not bool(keys[:, -1].any()):
            raise RecorderError(
                f"layer {layer}: the newest key is zero, as in a static cache that is not full; "
                "use a DynamicCache"
            )
        steps = self._count_steps(end - rows, rows)
        new = slice(self.tokens - first_key, None)
        self._append("keys", keys[:, new], group, self.tokens)
        if values is not None:
            self._append("values", values[:, new], group, self.tokens)
        if steps:
            self._append("queries", queries[:, rows - steps :], 1, end - steps)
        self.tokens, self.steps = end, self.steps + steps

    def _count_steps(self, position, rows):
        """How many of the newest `rows` queries, from a position on, are decode steps."""
        if self.prompt_tokens is None and rows == 1 and position > 0:
            self.prompt_tokens = position
        if self.recorder._prompt is None and self.steps > 0 and rows > 1:
            raise RecorderError(
                f"layer {self.layer}: {rows} queries at once after decoding began (speculative "
                "decoding, or another prompt); prompt_tokens=n makes all later ones steps"
            )
        if self.prompt_tokens is None:
            return 0
        steps = max(0, min(rows, position + rows - self.prompt_tokens))
        if steps and position + rows - steps != self.prompt_tokens + self.steps:
            raise RecorderError(
                f"layer {self.layer}: recording began at token {position}, after step 0 of "
                f"prompt_tokens={self.prompt_tokens}"
            )
        return steps

    def _append(self, kind, rows, group, position):
        rows = rows[::group]
        for begin in range(0, rows.shape[1], BLOCK_ROWS):
            block = rows[:, begin : begin + BLOCK_ROWS].transpose(0, 1)
            block = block.to("cpu", self.recorder._dtype).contiguous()
            finite = torch.isfinite(block.float()).all(dim=2)
            if not bool(finite.all()):
                row, head = (~finite).nonzero()[0].tolist()
                raise RecorderError(
                    f"layer {self.layer}: {kind} of head {head}, token {position + begin + row} "
                    f'are not finite in {self.recorder._dtype_name}; "bf16" and "f32" reach further'
                )
            size = block.numel() * block.element_size()
            self.files[kind].write((ctypes.c_char * size).from_address(block.data_ptr()))

    def tensors(self):
        for kind, file in self.files.items():
            file.flush()
            heads, rows = self.kv_heads, self.tokens
            if kind == "queries":
                heads, rows = self.heads, self.steps
            shape = [heads, rows, self.dimension]
            chunks = functools.partial(self._by_head, file, shape)
            yield f"layers.{self.layer}.{kind}", self.recorder._dtype_name, shape, chunks

    def _by_head(self, file, shape):
        heads, rows, dimension = shape
        view = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_COPY)
        stored = torch.frombuffer(view, dtype=self.recorder._dtype).view(rows, heads, dimension)
        for head in range(heads):
            for begin in range(0, rows, BLOCK_ROWS):
                block = stored[begin : begin + BLOCK_ROWS, head].contiguous()
                yield ctypes.string_at(block.data_ptr(), block.numel() * block.element_size())

    def close(self):
        for file in self.files.values():
            file.close()


class _Selection:
    """The recorded selection of one layer: tokens in a temporary file, in the order they came."""

    def __init__(self, path):
        # Five numbers a row: head, step, first token in the file, tokens, last token.
        self.file, self.rows, self.end = open(path, "w+b"), array("q"), 0

    def add(self, head, step, tokens):
        last = tokens[-1] if tokens else 0
        self.rows.extend((head, step, self.end, len(tokens), last))
        self.file.write(struct.pack(f"<{len(tokens)}i", *tokens))
        self.end += len(tokens)

    def tensors(self, layer, heads, prompt, steps):
        rows = sorted(zip(*[iter(self.rows)] * 5))
        for index in range(max(len(rows), heads * steps)):
            wanted = divmod(index, steps)
            if index >= len(rows) or rows[index][:2] != wanted:
                raise RecorderError(
                    f"selection of layer {layer}: head {wanted[0]}, step {wanted[1]} is missing, "
                    f"or another is given twice or beyond {heads} heads and {steps} steps"
                )
            head, step, _, _, last = rows[index]
            if last > prompt + step:
                raise RecorderError(
                    f"selection of layer {layer}, head {head}, step {step}: token {last} is not in "
                    f"0 .. {prompt + step}"
                )
        offsets = array("q", [0])
        for *_, count, _ in rows:
            offsets.append(offsets[-1] + count)
        data = struct.pack(f"<{len(offsets)}q", *offsets)
        self.file.flush()
        name = f"layers.{layer}.selected"
        yield f"{name}_offsets", "I64", [len(offsets)], lambda: [data]
        yield f"{name}_tokens", "I32", [offsets[-1]], lambda: map(self._read, rows)

    def _read(self, row):
        self.file.seek(4 * row[2])
        return self.file.read(4 * row[3])

    def close(self):
        self.file.close()


# How a model is watched ---------------------------------------------------------------------------


class _Frame:
    """An attention module at work. `inside` counts the attention functions that are running."""

    def __init__(self, layer, length):
        self.layer, self.length, self.done, self.inside = layer, length, False, 0


def _watch(recorder, undo):
    model = recorder._model
    if recorder._modules is None:
        recorder._modules = _attention_modules(model)
    known = sorted(recorder._modules)
    wrong = sorted((recorder._layers or set()) - set(known))
    if wrong or not known:
        raise RecorderError(
            f"layers {wrong or ''}: not among the attention modules found, {known}; "
            "attention={layer: module} names them"
        )
    _replace(undo, model, "forward", _model_forward(recorder, model.forward))
    sources = [torch.nn.functional]
    for layer, module in recorder._modules.items():
        _replace(undo, module, "forward", _module_forward(recorder, layer, module.forward))
        source = sys.modules.get(type(module).__module__)
        if source is not None and source not in sources:
            sources.append(source)
    wrapped, original = {}, getattr(torch.nn.functional, "scaled_dot_product_attention", None)
    for source in sources:
        for name, value in list(vars(source).items()):
            if original is not None and value is original:
                wrapper = wrapped.setdefault(original, _wrap_sdpa(recorder, original))
                _replace(undo, source, name, wrapper)
            elif name == "eager_attention_forward":
                _replace(undo, source, name, _wrap_interface(recorder, value))
            elif name == "ALL_ATTENTION_FUNCTIONS" and id(value) not in wrapped:
                wrapped[id(value)] = value
                # Newer ones lay an instance's own functions over those that all share.
                own = getattr(value, "_local_mapping", value)
                for key in list(value):
                    if key in own:
                        undo.callback(own.__setitem__, key, own[key])
                    else:
                        undo.callback(own.pop, key)
                    value[key] = _wrap_interface(recorder, value[key])


def _advice():
    """How attention can be seen with the torch that there is."""
    if hasattr(torch.nn.functional, "scaled_dot_product_attention"):
        return (
            'Load the model with attn_implementation="sdpa" (or with transformers 4.48 or newer), '
            "without torch.compile, or call record() from its attention code"
        )
    return (
        f"torch {torch.__version__} has no scaled_dot_product_attention to watch: "
        "call record() from the attention code, or use torch 2.0 or newer"
    )


def _attention_modules(model):
    """{layer id: outermost attention module}, the id its layer_idx or the number in its path."""
    found, paths = {}, []
    for path, module in model.named_modules():
        if not re.search(r"attention|attn$", type(module).__name__, re.IGNORECASE):
            continue
        if any(path.startswith(f"{outer}.") for outer in paths):
            continue
        number = re.findall(r"(?:^|\.)(\d+)(?=\.|$)", path)
        layer = getattr(module, "layer_idx", None)
        if layer is None and number:
            layer = int(number[-1])
        if layer is None:
            continue
        if layer in found:
            raise RecorderError(
                f"layer {layer}: {path} is a second attention module (cross attention?); "
                "attention={layer: module} says which to record"
            )
        paths.append(path)
        found[layer] = module
    return found


def _replace(undo, owner, name, value):
    """Sets an attribute until `undo` closes."""
    mine = vars(owner)
    if name in mine:
        undo.callback(setattr, owner, name, mine[name])
    else:
        undo.callback(delattr, owner, name)
    setattr(owner, name, value)


def _model_forward(recorder, forward):
    @functools.wraps(forward)
    def wrapper(*args, **kwargs):
        ids = kwargs.get("input_ids", args[0] if args else None)
        if torch.is_tensor(ids) and ids.dim() == 2 and not ids.is_floating_point():
            recorder._ids.extend(ids[recorder._batch_element or 0].tolist())
        return forward(*args, **kwargs)

    return wrapper


def _module_forward(recorder, layer, forward):
    @functools.wraps(forward)
    def wrapper(*args, **kwargs):
        positions = kwargs.get("cache_position")
        length = int(positions[-1]) + 1 if torch.is_tensor(positions) else None
        frame = _Frame(layer, length)
        recorder._stack.append(frame)
        try:
            result = forward(*args, **kwargs)
        finally:
            recorder._stack.pop()
        if not frame.done and (recorder._layers is None or layer in recorder._layers):
            raise RecorderError(
                f"layer {layer}: attention ran unseen. {_advice()}"
            )
        return result

    return wrapper


@contextlib.contextmanager
def _running(recorder):
    frame = recorder._stack[-1] if recorder._stack else None
    if frame is None:
        yield
        return
    frame.inside += 1
    try:
        yield
    finally:
        frame.inside -= 1


def _wrap_sdpa(recorder, original):
    @functools.wraps(original)
    def wrapper(query, key, value, attn_mask=None, *args, **kwargs):
        recorder._seen(query, key, value, attn_mask, kwargs.get("scale"), {})
        return original(query, key, value, attn_mask, *args, **kwargs)

    return wrapper


def _wrap_interface(recorder, original):
    @functools.wraps(original)
    def wrapper(module, query, key, value, attention_mask=None, *args, **kwargs):
        scale = kwargs.get("scaling") or getattr(module, "scaling", None)
        recorder._seen(query, key, value, attention_mask, scale, kwargs)
        with _running(recorder):
            return original(module, query, key, value, attention_mask, *args, **kwargs)

    return wrapper


# What is told about model and tokens --------------------------------------------------------------


def _config_facts(config):
    facts = {}
    name = getattr(config, "_name_or_path", None) or getattr(config, "model_type", None)
    if name:
        facts["model"] = name
    keys = ("rope_theta", "rope_scaling", "rope_parameters", "partial_rotary_factor")
    rope = {key: getattr(config, key, None) for key in keys}
    rope = {key: value for key, value in rope.items() if value is not None}
    if rope:
        facts["rope"] = f"{json.dumps(rope, default=str)}; keys and queries are after RoPE"
    return facts


def _token_texts(tokenizer, ids):
    """Text by token. A character that takes several tokens stands with the last of them."""
    decode = functools.partial(tokenizer.decode, skip_special_tokens=False)
    ids, begin, before = list(ids), 0, ""
    for index in range(len(ids)):
        text = decode(ids[begin : index + 1])
        if text.endswith("\ufffd") and index - begin < 16 and index + 1 < len(ids):
            yield ""
        elif text.startswith(before):
            yield text[len(before) :]
            # One token stays as context: tokenizers drop the space before the first.
            begin, before = index, decode(ids[index : index + 1])
        else:
            yield decode(ids[index : index + 1])
            begin, before = index, decode(ids[index : index + 1])
