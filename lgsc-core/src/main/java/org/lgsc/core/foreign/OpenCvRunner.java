package org.lgsc.core.foreign;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.FloatPointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_dnn;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_dnn.Net;
import org.lgsc.core.internal.detector.OpenCvNets;

/** Runs networks by OpenCV, which is on every class path of this library. */
final class OpenCvRunner implements Runner {
    private final OnnxFile file;
    private final int[] shape;

    private final OpenCvNets nets = new OpenCvNets(this::net);

    OpenCvRunner(OnnxFile file, PixelInput input) {
        this.file = file;
        shape = new int[] {1, 3, input.height(), input.width()};
        nets.with(Net::empty); // a network that cannot be read fails here
    }

    /** Reads the bytes that were checked, not the file, which may have changed since. */
    private Net net() {
        try (BytePointer bytes = new BytePointer(file.bytes())) {
            return opencv_dnn.readNetFromONNX(bytes, file.bytes().length);
        }
    }

    @Override
    public float[] run(float[] values) {
        return nets.with(net -> run(net, values));
    }

    private float[] run(Net net, float[] values) {
        try (Mat blob = new Mat(shape, opencv_core.CV_32F)) {
            try (FloatPointer data = new FloatPointer(blob.data())) {
                data.put(values);
            }
            net.setInput(blob);
            try (Mat answer = net.forward(file.output())) {
                return OpenCvNets.floats(answer);
            }
        }
    }

    @Override
    public String name() {
        return "OpenCV " + opencv_core.CV_VERSION;
    }

    @Override
    public void close() {
        nets.close();
    }
}
