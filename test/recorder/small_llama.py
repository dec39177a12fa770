"""A Llama-style model, small and random, with the module tree and call conventions of transformers:
rotary embedding, grouped queries, a cache that grows, and three ways to run attention."""

import math
from collections.abc import MutableMapping

import torch
from torch import nn


def plain_sdpa(query, key, value, attn_mask=None, dropout_p=0.0, is_causal=False, scale=None):
    """scaled_dot_product_attention as torch documents it, for a torch that has none yet."""
    scale = 1 / math.sqrt(query.shape[-1]) if scale is None else scale
    scores = query @ key.transpose(-2, -1) * scale
    if is_causal:
        causal = torch.ones(query.shape[-2], key.shape[-2], dtype=torch.bool).tril()
        scores = scores.masked_fill(~causal, -math.inf)
    if attn_mask is not None:
        scores = scores + attn_mask
    return scores.softmax(-1) @ value


if not hasattr(nn.functional, "scaled_dot_product_attention"):
    nn.functional.scaled_dot_product_attention = plain_sdpa


class SmallConfig:
    _name_or_path = "small-llama"
    num_hidden_layers = 3
    num_attention_heads = 6
    num_key_value_heads = 2
    head_dim = 16
    hidden_size = 48
    vocab_size = 61
    rope_theta = 500.0


class GrowingCache:
    """As DynamicCache: keys and values [B, Hkv, T, D] by layer."""

    def __init__(self):
        self.layers = {}

    def update(self, key, value, layer):
        if layer in self.layers:
            old_key, old_value = self.layers[layer]
            key, value = torch.cat([old_key, key], -2), torch.cat([old_value, value], -2)
        self.layers[layer] = key, value
        return key, value


class FixedCache:
    """As StaticCache: as long as it will ever be, zero where nothing was written."""

    def __init__(self, length):
        self.length, self.layers = length, {}

    def update(self, key, value, layer, position):
        if layer not in self.layers:
            shape = (*key.shape[:2], self.length, key.shape[3])
            self.layers[layer] = torch.zeros(shape), torch.zeros(shape)
        for kept, new in zip(self.layers[layer], (key, value)):
            kept[:, :, position] = new
        return self.layers[layer]


def repeat_kv(states, count):
    batch, heads, tokens, dimension = states.shape
    states = states[:, :, None].expand(batch, heads, count, tokens, dimension)
    return states.reshape(batch, heads * count, tokens, dimension)


def eager_attention_forward(module, query, key, value, attention_mask, scaling, **kwargs):
    key, value = repeat_kv(key, module.groups), repeat_kv(value, module.groups)
    scores = query @ key.transpose(2, 3) * scaling + attention_mask[..., : key.shape[-2]]
    weights = scores.softmax(-1)
    return (weights @ value).transpose(1, 2).contiguous(), weights


def sdpa_attention_forward(module, query, key, value, attention_mask, scaling, **kwargs):
    key, value = repeat_kv(key, module.groups), repeat_kv(value, module.groups)
    output = nn.functional.scaled_dot_product_attention(
        query, key, value, attn_mask=attention_mask[..., : key.shape[-2]], scale=scaling
    )
    return output.transpose(1, 2).contiguous(), None


class AttentionFunctions(MutableMapping):
    """An instance's own functions over those that all instances share, as in transformers."""

    _global_mapping = {"sdpa": sdpa_attention_forward}

    def __init__(self):
        self._local_mapping = {}

    def __getitem__(self, key):
        return {**self._global_mapping, **self._local_mapping}[key]

    def __setitem__(self, key, value):
        self._local_mapping[key] = value

    def __delitem__(self, key):
        del self._local_mapping[key]

    def __iter__(self):
        return iter({**self._global_mapping, **self._local_mapping})

    def __len__(self):
        return len({**self._global_mapping, **self._local_mapping})


ALL_ATTENTION_FUNCTIONS = AttentionFunctions()


def rotate(states, positions, theta):
    half = states.shape[-1] // 2
    angles = positions[:, None] * theta ** (-torch.arange(half) / half)
    cos, sin = angles.cos(), angles.sin()
    first, second = states[..., :half], states[..., half:]
    return torch.cat([first * cos - second * sin, second * cos + first * sin], -1)


class SmallAttention(nn.Module):
    def __init__(self, config, layer_idx, way):
        super().__init__()
        self.config, self.layer_idx, self.way = config, layer_idx, way
        self.groups = config.num_attention_heads // config.num_key_value_heads
        self.scaling = config.head_dim**-0.5
        width = config.num_attention_heads * config.head_dim
        narrow = config.num_key_value_heads * config.head_dim
        self.q_proj = nn.Linear(config.hidden_size, width)
        self.k_proj = nn.Linear(config.hidden_size, narrow)
        self.v_proj = nn.Linear(config.hidden_size, narrow)
        self.o_proj = nn.Linear(width, config.hidden_size)
        self.outputs = []
        # What attention functions are told besides, such as a sliding window.
        self.more = {}

    def forward(self, hidden_states, attention_mask, past_key_values, cache_position=None):
        shape = (*hidden_states.shape[:2], -1, self.config.head_dim)
        query, key, value = (
            project(hidden_states).view(shape).transpose(1, 2)
            for project in (self.q_proj, self.k_proj, self.v_proj)
        )
        query = rotate(query, cache_position, self.config.rope_theta)
        key = rotate(key, cache_position, self.config.rope_theta)
        more = (cache_position,) if isinstance(past_key_values, FixedCache) else ()
        key, value = past_key_values.update(key, value, self.layer_idx, *more)
        if self.way == "unseen":
            scores = query @ repeat_kv(key, self.groups).transpose(2, 3) * self.scaling
            weights = (scores + attention_mask[..., : key.shape[-2]]).softmax(-1)
            output = (weights @ repeat_kv(value, self.groups)).transpose(1, 2)
        elif self.way == "repeated":
            # As transformers did before 4.48: keys are repeated for the product.
            output = torch.nn.functional.scaled_dot_product_attention(
                query,
                repeat_kv(key, self.groups),
                repeat_kv(value, self.groups),
                attn_mask=None if query.shape[2] > 1 else attention_mask[..., : key.shape[-2]],
                dropout_p=0.0,
                is_causal=query.shape[2] > 1,
            ).transpose(1, 2)
        else:
            attend = eager_attention_forward
            if self.way == "sdpa":
                attend = ALL_ATTENTION_FUNCTIONS["sdpa"]
            output, _ = attend(
                self, query, key, value, attention_mask, scaling=self.scaling, **self.more
            )
        # What the recorded trace must give again: [queries, heads, D].
        self.outputs.append(output[-1].detach().clone())
        return self.o_proj(output.reshape(*hidden_states.shape[:2], -1))


class SmallDecoderLayer(nn.Module):
    def __init__(self, config, layer_idx, way):
        super().__init__()
        self.self_attn = SmallAttention(config, layer_idx, way)

    def forward(self, hidden_states, **kwargs):
        normal = nn.functional.layer_norm(hidden_states, hidden_states.shape[-1:])
        return hidden_states + self.self_attn(normal, **kwargs)


class SmallModel(nn.Module):
    def __init__(self, config, way):
        super().__init__()
        self.embed_tokens = nn.Embedding(config.vocab_size, config.hidden_size)
        self.layers = nn.ModuleList(
            SmallDecoderLayer(config, index, way) for index in range(config.num_hidden_layers)
        )


class SmallForCausalLM(nn.Module):
    """`way`: "eager" and "sdpa" by attention functions, "repeated" by torch's, "unseen" by none."""

    def __init__(self, way, seed=3):
        super().__init__()
        torch.manual_seed(seed)
        self.config = SmallConfig()
        self.model = SmallModel(self.config, way)
        self.lm_head = nn.Linear(self.config.hidden_size, self.config.vocab_size)

    def forward(self, input_ids, past_key_values, position=0):
        count = input_ids.shape[1]
        positions = torch.arange(position, position + count)
        total = getattr(past_key_values, "length", position + count)
        mask = torch.full((count, total), -math.inf).triu(position + 1)[None, None]
        hidden = self.model.embed_tokens(input_ids)
        for layer in self.model.layers:
            hidden = layer(
                hidden,
                attention_mask=mask,
                past_key_values=past_key_values,
                cache_position=positions,
            )
        return self.lm_head(hidden)

    def generate(self, input_ids, max_new_tokens, cache=None, before_step=None, **kwargs):
        """Greedy decoding, as transformers do it: the prompt at once, then token by token."""
        cache = cache or GrowingCache()
        ids, position = input_ids, 0
        for step in range(max_new_tokens):
            if before_step is not None:
                before_step(step)
            logits = self(ids[:, position:], past_key_values=cache, position=position)
            position = ids.shape[1]
            ids = torch.cat([ids, logits[:, -1:].argmax(-1)], 1)
        return ids


class SmallTokenizer:
    """Every id is a byte of a text with a character of two bytes."""

    text = ("The café, again. " * 4).encode()

    def decode(self, ids, skip_special_tokens=False):
        return bytes(self.text[int(i)] for i in ids).decode("utf-8", "replace")

    def __call__(self, prompt, return_tensors):
        return {"input_ids": torch.tensor([[i % SmallConfig.vocab_size for i in range(len(prompt))]])}
