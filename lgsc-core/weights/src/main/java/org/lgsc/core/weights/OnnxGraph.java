package org.lgsc.core.weights;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto;
import onnx.Onnx.TypeProto;
import onnx.Onnx.ValueInfoProto;
import org.nd4j.shade.protobuf.ByteString;
import org.nd4j.shade.protobuf.UnknownFieldSet;

/** Collects nodes and initialisers of an ONNX graph. */
final class OnnxGraph {
    private final GraphProto.Builder graph = GraphProto.newBuilder();

    /** Adds a node with one output; the node has the output's name. */
    String node(String operator, String output, List<String> inputs, AttributeProto... attributes) {
        graph.addNode(
                NodeProto.newBuilder()
                        .setOpType(operator)
                        .setName(output)
                        .addAllInput(inputs)
                        .addOutput(output)
                        .addAllAttribute(List.of(attributes)));
        return output;
    }

    /**
     * Adds FLOAT values as raw little-endian bytes, which readers can map instead of parsing them.
     */
    String floats(String name, long[] shape, float... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(Float.BYTES, values.length))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(values);
        return tensor(name, TensorProto.DataType.FLOAT, shape, bytes);
    }

    /** Adds a vector of INT64 values. */
    String longs(String name, long... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(Long.BYTES, values.length))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asLongBuffer().put(values);
        return tensor(name, TensorProto.DataType.INT64, new long[] {values.length}, bytes);
    }

    /** Adds signed or unsigned 8-bit integers. */
    String bytes(String name, boolean signed, long[] shape, byte... values) {
        TensorProto.DataType type = signed ? TensorProto.DataType.INT8 : TensorProto.DataType.UINT8;
        return tensor(name, type, shape, ByteBuffer.wrap(values));
    }

    /** Adds a vector of INT32 values. */
    String integers(String name, int... values) {
        ByteBuffer bytes =
                ByteBuffer.allocate(Math.multiplyExact(Integer.BYTES, values.length))
                        .order(ByteOrder.LITTLE_ENDIAN);
        bytes.asIntBuffer().put(values);
        return tensor(name, TensorProto.DataType.INT32, new long[] {values.length}, bytes);
    }

    private String tensor(String name, TensorProto.DataType type, long[] shape, ByteBuffer bytes) {
        TensorProto.Builder tensor =
                TensorProto.newBuilder()
                        .setName(name)
                        .setDataType(type.getNumber())
                        .setRawData(ByteString.copyFrom(bytes));
        for (long size : shape) {
            tensor.addDims(size);
        }
        graph.addInitializer(tensor);
        return name;
    }

    void input(String name, String description, Object... dimensions) {
        graph.addInput(value(name, description, dimensions));
    }

    void output(String name, String description, Object... dimensions) {
        graph.addOutput(value(name, description, dimensions));
    }

    GraphProto build(String name) {
        return graph.setName(name).build();
    }

    /**
     * @param dimensions a number for each dimension, or a name when the size is free
     */
    private static ValueInfoProto value(String name, String description, Object... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object dimension : dimensions) {
            TensorShapeProto.Dimension.Builder d = TensorShapeProto.Dimension.newBuilder();
            shape.addDim(
                    dimension instanceof Number size
                            ? d.setDimValue(size.longValue())
                            : d.setDimParam(dimension.toString()));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setDocString(description)
                .setType(
                        TypeProto.newBuilder()
                                .setTensorType(
                                        TypeProto.Tensor.newBuilder()
                                                .setElemType(TensorProto.DataType.FLOAT_VALUE)
                                                .setShape(shape)))
                .build();
    }

    static AttributeProto ints(String name, long... values) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder()
                        .setName(name)
                        .setType(AttributeProto.AttributeType.INTS);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    static AttributeProto integer(String name, long value) {
        AttributeProto.Builder attribute =
                AttributeProto.newBuilder().setName(name).setType(AttributeProto.AttributeType.INT);
        if (value == 0) {
            // proto3 omits a zero, and readers that look for the value do not find it
            attribute.setUnknownFields(
                    UnknownFieldSet.newBuilder()
                            .addField(
                                    AttributeProto.I_FIELD_NUMBER,
                                    UnknownFieldSet.Field.newBuilder().addVarint(0).build())
                            .build());
        } else {
            attribute.setI(value);
        }
        return attribute.build();
    }

    static AttributeProto number(String name, double value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    static AttributeProto text(String name, String value) {
        return AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }
}
