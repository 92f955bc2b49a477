package org.lgsc.core.layers;

import java.util.Objects;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Concatenates the channels of two feature maps of the same size. */
public final class ConcatVertex extends TwoMapVertex {
    private static final long serialVersionUID = 1L;

    private CNN2DFormat format = CNN2DFormat.NHWC;

    /** For Jackson. */
    public ConcatVertex() {}

    /**
     * @param format memory layout of the maps
     */
    public ConcatVertex(CNN2DFormat format) {
        this.format = Objects.requireNonNull(format, "format");
    }

    /** Memory layout of the maps. */
    public CNN2DFormat getFormat() {
        return format;
    }

    /** For Jackson. */
    public void setFormat(CNN2DFormat format) {
        this.format = format;
    }

    @Override
    public org.deeplearning4j.nn.graph.vertex.GraphVertex instantiate(
            ComputationGraph graph,
            String name,
            int index,
            INDArray view,
            boolean initialize,
            DataType dataType) {
        return new VertexRuntime.Concat(graph, name, index, dataType, format);
    }

    @Override
    public InputType getOutputType(int index, InputType... inputs) {
        var a = (InputType.InputTypeConvolutional) inputs[0];
        var b = (InputType.InputTypeConvolutional) inputs[1];
        return InputType.convolutional(
                a.getHeight(), a.getWidth(), a.getChannels() + b.getChannels(), format);
    }

    @Override
    public GraphVertex clone() {
        return new ConcatVertex(format);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ConcatVertex that && format == that.format;
    }

    @Override
    public int hashCode() {
        return format.hashCode();
    }
}
