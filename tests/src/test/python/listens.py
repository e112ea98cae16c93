"""A front end that hears what is published: prints what cells print, a line for each message.

usage: python3 listens.py CONNECTION_FILE
"""

import sys

from jupyter_client import BlockingKernelClient

client = BlockingKernelClient(connection_file=sys.argv[1])
client.load_connection_file()
client.start_channels()
client.wait_for_ready(timeout=60)
print("connected", flush=True)
while True:
    message = client.get_iopub_msg(timeout=None)
    if message["msg_type"] == "stream":
        print(message["content"]["text"][:100].split("\n")[0], flush=True)
