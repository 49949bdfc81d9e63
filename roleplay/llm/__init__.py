"""Models: streaming, structured output, retries, capabilities, cost. The only room that imports openai.

    client = Client(Profile(model="llama3.2", base_url="http://localhost:11434/v1"))
    async with client.stream(messages) as reply:
        async for item in reply:        # Delta (words) or Waiting (a retry)
            ...
    reply.usage                         # tokens and cost
    answer = await client.structured(messages, SomeModel)

Importing this costs little: openai itself is loaded by the first request, or by :func:`warm` before it.
"""

from roleplay.llm.capabilities import Capabilities, Memory
from roleplay.llm.client import Client, Message
from roleplay.llm.keys import Key, redact
from roleplay.llm.prices import Meter, Price, Usage, price_of
from roleplay.llm.probe import Probe, probe
from roleplay.llm.profile import Profile, Retries, Timeouts
from roleplay.llm.stream import Delta, ModelStream, Waiting
from roleplay.llm.warm import warm

__all__ = [
    "Capabilities",
    "Client",
    "Delta",
    "Key",
    "Memory",
    "Message",
    "Meter",
    "ModelStream",
    "Price",
    "Probe",
    "Profile",
    "Retries",
    "Timeouts",
    "Usage",
    "Waiting",
    "price_of",
    "probe",
    "redact",
    "warm",
]
