"""Records a KV trace of a Hugging Face model. Change the capitals, then: python capture.py"""

import torch
from transformers import AutoModelForCausalLM, AutoTokenizer

# kvtrace_recorder.py lies beside this script; it needs nothing but torch.
from kvtrace_recorder import record

MODEL = "meta-llama/Llama-3.2-1B"
NEW_TOKENS = 64
LAYERS = [2, 8]  # None records every layer
OUT = "run.kvtrace"

# The beginning of Lewis Carroll, Alice's Adventures in Wonderland (1865), in the public domain. The
# longer the prompt, the more there is to leave out: some thousand tokens show more than these hundreds.
PROMPT = """
Alice was beginning to get very tired of sitting by her sister on the bank, and of having nothing to
do: once or twice she had peeped into the book her sister was reading, but it had no pictures or
conversations in it, "and what is the use of a book," thought Alice, "without pictures or
conversations?"

So she was considering in her own mind (as well as she could, for the hot day made her feel very
sleepy and stupid), whether the pleasure of making a daisy-chain would be worth the trouble of
getting up and picking the daisies, when suddenly a White Rabbit with pink eyes ran close by her.

There was nothing so very remarkable in that; nor did Alice think it so very much out of the way to
hear the Rabbit say to itself, "Oh dear! Oh dear! I shall be late!" But when the Rabbit actually took
a watch out of its waistcoat-pocket, and looked at it, and then hurried on, Alice started to her
feet, for it flashed across her mind that she had never before seen a rabbit with either a
waistcoat-pocket, or a watch to take out of it, and burning with curiosity, she ran across the field
after it, and fortunately was just in time to see it pop down a large rabbit-hole under the hedge.
"""

tokenizer = AutoTokenizer.from_pretrained(MODEL)
model = AutoModelForCausalLM.from_pretrained(MODEL, attn_implementation="sdpa")
model.eval()
inputs = tokenizer(" ".join(PROMPT.split()), return_tensors="pt")

# Keys and values go to disk as they come. If anything fails, no file is left.
with torch.no_grad(), record(model, OUT, layers=LAYERS, tokenizer=tokenizer, dtype="f16"):
    model.generate(**inputs, max_new_tokens=NEW_TOKENS, do_sample=False)

print(f"Wrote {OUT}: open it in VS Code.")
