// Response streaming as the managed Node.js runtime has it: the global `awslambda`, and the stream that a streamed handler
// writes to. What is odd here is odd there:
// - metadata leaves with the first write, and `end(chunk)` is none: a handler that only ends sends no metadata
//   (aws-lambda-nodejs-runtime-interface-client, src/ResponseStream.js and src/HttpResponseStream.js; its issue 95);
// - nothing tells a handler that its client has gone (its issue 145).
// https://docs.aws.amazon.com/lambda/latest/dg/config-rs-write-functions.html
const { Writable } = require('node:stream');
const { finished } = require('node:stream/promises');

const mode = Symbol.for('aws.lambda.runtime.handler.streaming');
const metadataType = 'application/vnd.awslambda.http-integration-response';
const delimiter = Buffer.alloc(8);

class ResponseStream extends Writable {
  #send;
  #taken;
  #written = false;
  contentType = 'application/octet-stream';

  /** @param send hands a chunk on; another one only after `taken` */
  constructor(send) {
    super();
    this.#send = send;
  }

  setContentType(type) {
    if (this.#written) throw new Error('Cannot set content-type, too late.');
    this.contentType = type;
  }

  write(chunk, ...rest) {
    if (!this.#written) {
      this.#written = true;
      this._onBeforeFirstWrite?.((before) => super.write(before));
    }
    return super.write(typeof chunk === 'string' || ArrayBuffer.isView(chunk) ? chunk : JSON.stringify(chunk), ...rest);
  }

  taken() {
    const done = this.#taken;
    this.#taken = undefined;
    done?.();
  }

  _write(chunk, _encoding, done) {
    this.#taken = done;
    this.#send(chunk);
  }

  _writev(chunks, done) {
    this._write(Buffer.concat(chunks.map(({ chunk }) => chunk)), 'buffer', done);
  }
}

const HttpResponseStream = {
  from(stream, metadata) {
    stream.setContentType(metadataType);
    const head = JSON.stringify(metadata);
    stream._onBeforeFirstWrite = (write) => {
      write(head);
      write(delimiter);
    };
    return stream;
  },
};

const streamifyResponse = (handler) => Object.assign(handler, { [mode]: 'response' });

module.exports = {
  awslambda: { streamifyResponse, HttpResponseStream },
  isStreamed: (handler) => handler[mode] === 'response',
  createResponseStream: (send) => new ResponseStream(send),
  /**
   * Runs a handler until it has returned and its stream is written to the end; a stream left open has the function's timeout.
   * What it wrote before it threw still leaves, and the error after it.
   */
  async runStreamed(handler, event, stream, context) {
    const end = finished(stream);
    end.catch(() => {});
    try {
      await handler(event, stream, context);
    } catch (error) {
      if (!stream.writableEnded) stream.end();
      await end.catch(() => {});
      throw error;
    }
    await end;
  },
};
