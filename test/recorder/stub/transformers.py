"""As much of transformers as the capture script asks for, around the small model."""

import os
import sys

sys.path.insert(0, os.path.join(os.path.dirname(__file__), ".."))
from small_llama import SmallConfig, SmallForCausalLM, SmallTokenizer  # noqa: E402


class AutoTokenizer:
    @staticmethod
    def from_pretrained(name):
        return SmallTokenizer()


class AutoModelForCausalLM:
    @staticmethod
    def from_pretrained(name, attn_implementation):
        SmallConfig.num_hidden_layers = 9
        return SmallForCausalLM(attn_implementation)
