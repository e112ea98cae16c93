package dev.trn3.notebook;

/** Kernels that do one thing wrong, as Python programs of a few lines. */
final class FakeKernel {

  /** Answers {@code kernel_info_request}, then dies at the first cell. */
  static final String DYING =
      """
      import hashlib, hmac, json, os, sys, zmq
      c = json.load(open(sys.argv[1]))
      context = zmq.Context()
      def bound(kind, port):
          socket = context.socket(kind)
          socket.bind('tcp://127.0.0.1:%d' % c[port])
          return socket
      shell = bound(zmq.ROUTER, 'shell_port')
      iopub = bound(zmq.PUB, 'iopub_port')
      others = [bound(zmq.ROUTER, 'control_port'), bound(zmq.ROUTER, 'stdin_port')]
      def send(socket, ids, kind, parent, content):
          header = {'msg_id': os.urandom(8).hex(), 'msg_type': kind, 'session': 's',
                    'username': '', 'date': '2026-01-01T00:00:00Z', 'version': '5.3'}
          parts = [json.dumps(p).encode() for p in (header, parent, {}, content)]
          mac = hmac.new(c['key'].encode(), digestmod=hashlib.sha256)
          for part in parts:
              mac.update(part)
          socket.send_multipart(ids + [b'<IDS|MSG>', mac.hexdigest().encode()] + parts)
      while True:
          frames = shell.recv_multipart()
          at = frames.index(b'<IDS|MSG>')
          parent = json.loads(frames[at + 2])
          if parent['msg_type'] != 'kernel_info_request':
              print('out of memory', flush=True)
              os._exit(3)
          send(iopub, [b'status'], 'status', parent, {'execution_state': 'busy'})
          send(shell, frames[:at], 'kernel_info_reply', parent, {'status': 'ok'})
          send(iopub, [b'status'], 'status', parent, {'execution_state': 'idle'})
      """;

  private FakeKernel() {}
}
