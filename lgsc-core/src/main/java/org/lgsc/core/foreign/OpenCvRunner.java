package org.lgsc.core.foreign;

import java.util.concurrent.ConcurrentLinkedQueue;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_dnn.Net;

/** Runs networks by OpenCV, which is on every class path of this library. */
final class OpenCvRunner implements Runner {
    private final OnnxFile file;
    private final int[] shape;

    /**
     * Idle networks: a network is used by one thread at a time, and each active thread has its own.
     */
    private final ConcurrentLinkedQueue<Net> idle = new ConcurrentLinkedQueue<>();

    private volatile boolean closed;

    OpenCvRunner(OnnxFile file, PixelInput input) {
        this.file = file;
        shape = new int[] {1, 3, input.height(), input.width()};
        idle.add(net());
    }

    /** Reads the bytes that were checked, not the file, which may have changed since. */
    private Net net() {
        try (BytePointer bytes = new BytePointer(file.bytes())) {
            return opencv_dnn.readNetFromONNX(bytes, file.bytes().length);
        }
    }

    @Override
    public float[] run(float[] values) {
        Net pooled = idle.poll();
        Net net = pooled == null ? net() : pooled;
        try (Mat blob = new Mat(shape, opencv_core.CV_32F)) {
            try (FloatPointer data = new FloatPointer(blob.data())) {
                data.put(values);
            }
            net.setInput(blob);
            try (Mat answer = net.forward(file.output())) {
                return floats(answer);
            }
        } finally {
            idle.add(net);
            if (closed) {
                close(); // closed in the meantime: free what was just added
            }
        }
    }

    private static float[] floats(Mat answer) {
        if (answer.depth() != opencv_core.CV_32F) {
            throw new IllegalArgumentException("output of type " + answer.type());
        }
        float[] values = new float[Math.toIntExact(answer.total() * answer.channels())];
        try (FloatPointer data = new FloatPointer(answer.data())) {
            data.get(values);
        }
        return values;
    }

    @Override
    public String name() {
        return "OpenCV " + opencv_core.CV_VERSION;
    }

    @Override
    public void close() {
        closed = true;
        for (Net net = idle.poll(); net != null; net = idle.poll()) {
            net.close();
        }
    }
}
