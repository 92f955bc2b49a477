package org.lgsc.core.internal.weights;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import onnx.Onnx.ModelProto;
import onnx.Onnx.TensorProto;
import org.lgsc.core.internal.RootFormat;
import org.nd4j.shade.protobuf.CodedInputStream;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

/** Reads the initialisers of an ONNX model; its graph is ignored. */
final class OnnxInitialisers {
    private static final Map<Integer, ElementType> TYPES =
            Map.of(
                    TensorProto.DataType.DOUBLE_VALUE, ElementType.FLOAT64,
                    TensorProto.DataType.FLOAT_VALUE, ElementType.FLOAT32,
                    TensorProto.DataType.FLOAT16_VALUE, ElementType.FLOAT16,
                    TensorProto.DataType.BFLOAT16_VALUE, ElementType.BFLOAT16,
                    TensorProto.DataType.INT64_VALUE, ElementType.INT64);

    private OnnxInitialisers() {}

    static Map<String, Tensor> read(ByteBuffer file) throws WeightFileException {
        ModelProto model;
        try {
            CodedInputStream in = CodedInputStream.newInstance(file.duplicate());
            in.setRecursionLimit(32);
            model = ModelProto.parseFrom(in);
        } catch (InvalidProtocolBufferException e) {
            throw new WeightFileException(
                    "it is not a .pth, .safetensors, .npz or .onnx file, or is damaged");
        } catch (java.io.IOException e) {
            throw new WeightFileException("it cannot be read: " + e.getMessage());
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        Budget budget = new Budget(file.capacity());
        for (TensorProto proto : model.getGraph().getInitializerList()) {
            ElementType type = TYPES.get(proto.getDataType());
            if (type != null) { // other types are not weights: indices, pads, flags
                tensors.put(proto.getName(), tensor(proto, type, budget));
            }
        }
        if (tensors.isEmpty()) {
            throw new WeightFileException(
                    "it is not a .pth, .safetensors, .npz or .onnx file with weights, or is"
                            + " damaged");
        }
        return tensors;
    }

    private static Tensor tensor(TensorProto proto, ElementType type, Budget budget)
            throws WeightFileException {
        String name = proto.getName();
        if (proto.getDataLocation() == TensorProto.DataLocation.EXTERNAL) {
            throw new WeightFileException(
                    RootFormat.of(
                            "the values of \"%s\" are in another file, which is not opened",
                            Text.shown(name)));
        }
        long[] shape = new long[proto.getDimsCount()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = proto.getDims(i);
        }
        int count = budget.take(name, shape);
        if (!proto.getRawData().isEmpty()) {
            requireCount(name, proto.getRawData().size(), (long) count * type.bytes());
            return new Tensor(
                    type, shape, type.read(proto.getRawData().asReadOnlyByteBuffer(), count));
        }
        float[] values = new float[count];
        switch (type) {
            case FLOAT32 -> {
                requireCount(name, proto.getFloatDataCount(), count);
                for (int i = 0; i < count; i++) {
                    values[i] = proto.getFloatData(i);
                }
            }
            case FLOAT64 -> {
                requireCount(name, proto.getDoubleDataCount(), count);
                for (int i = 0; i < count; i++) {
                    values[i] = (float) proto.getDoubleData(i);
                }
            }
            case INT64 -> {
                requireCount(name, proto.getInt64DataCount(), count);
                for (int i = 0; i < count; i++) {
                    values[i] = proto.getInt64Data(i);
                }
            }
            default ->
                    throw new WeightFileException(
                            RootFormat.of("\"%s\" has no values", Text.shown(name)));
        }
        return new Tensor(type, shape, values);
    }

    private static void requireCount(String name, long found, long expected)
            throws WeightFileException {
        if (found != expected) {
            throw new WeightFileException(
                    RootFormat.of(
                            "\"%s\" does not have the number of values of its shape",
                            Text.shown(name)));
        }
    }
}
