"""Records a KV trace of a Hugging Face model. Change the capitals, then: python capture.py"""

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

# kvtrace_recorder.py lies beside this script; it needs nothing but torch.
from kvtrace_recorder import record

MODEL = "meta-llama/Llama-3.2-1B"
PROMPT = "Once upon a time"
NEW_TOKENS = 64
LAYERS = [0, 8]  # None records every layer
OUT = "run.kvtrace"

tokenizer = AutoTokenizer.from_pretrained(MODEL)
model = AutoModelForCausalLM.from_pretrained(MODEL, attn_implementation="sdpa")
model.eval()
inputs = tokenizer(PROMPT, return_tensors="pt")

# Keys and values go to disk as they come. If anything fails, no file is left.
with torch.no_grad(), record(model, OUT, layers=LAYERS, tokenizer=tokenizer, dtype="f16"):
    model.generate(**inputs, max_new_tokens=NEW_TOKENS, do_sample=False)

print(f"Wrote {OUT}: open it in VS Code.")
