package org.lgsc.core.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.ModelProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import onnx.Onnx.TensorShapeProto.Dimension;
import onnx.Onnx.ValueInfoProto;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.internal.SafeText;
import org.lgsc.core.internal.file.RegularFiles;
import org.lgsc.core.internal.file.Sha256;
import org.nd4j.shade.protobuf.CodedInputStream;

/**
 * An ONNX file that is checked before a native library receives it: its bytes, whose digest is that
 * of the card, and the relevant parts of its graph. Graphs with loops, branches, external files or
 * their own functions are rejected, so that the work is the same for every picture.
 *
 * @param bytes bytes of the file
 * @param input name of the input
 * @param output name of the output that is read
 * @param operators operators of the graph
 */
record OnnxFile(byte[] bytes, String input, String output, Set<String> operators) {
    private static final int MOST_BYTES = 256 << 20;
    private static final int MOST_NODES = 20_000;
    private static final int MOST_DIMENSIONS = 8;
    private static final Set<String> DOMAINS = Set.of("", "ai.onnx", "com.microsoft");
    private static final int SHOWN = 60;

    /**
     * Reads a file.
     *
     * @param folder folder of the card
     * @throws LgscException naming the file when it is missing, has another digest, is too large or
     *     is not supported
     */
    static OnnxFile read(Path folder, ForeignCard.Network network) {
        Path file = folder.resolve(network.file());
        byte[] bytes = bytes(file);
        requireDigest(file, bytes, network.sha256());
        try {
            CodedInputStream in = CodedInputStream.newInstance(ByteBuffer.wrap(bytes));
            in.setRecursionLimit(32);
            ModelProto model = ModelProto.parseFrom(in);
            return checked(bytes, model, network);
        } catch (Refused e) {
            throw LgscException.of(e, "%s cannot be used: %s.", file, e.getMessage());
        } catch (IOException e) {
            throw new LgscException(file + " is not an ONNX file, or is damaged.", e);
        } catch (NoClassDefFoundError e) { // excluded from the smallest class path
            throw new LgscException(
                    "Third-party networks need org.nd4j:protobuf, which is missing on the class"
                            + " path.",
                    e);
        }
    }

    /** Reason why a graph is rejected, without a full stop. */
    private static final class Refused extends Exception {
        private static final long serialVersionUID = 1L;

        Refused(String format, Object... words) {
            super(RootFormat.of(format, words));
        }
    }

    private static byte[] bytes(Path file) {
        try (InputStream in = RegularFiles.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MOST_BYTES + 1);
            if (bytes.length > MOST_BYTES) {
                throw LgscException.ofFile(
                        "%s is larger than 256 MiB, the limit of a network.", file);
            }
            return bytes;
        } catch (NoSuchFileException e) {
            throw LgscException.of(
                    e, "There is no file %s, which the card names; put it next to the card.", file);
        } catch (IOException e) {
            throw LgscException.of(e, "%s cannot be read: %s.", file, e.getMessage());
        }
    }

    private static void requireDigest(Path file, byte[] bytes, String expected) {
        String found = Sha256.of(bytes);
        if (expected.isEmpty()) {
            throw LgscException.ofFile(
                    "The card does not state the sha256 of %s. If you trust this file, write"
                            + " \"sha256\": \"%s\" into the card.",
                    file, found);
        }
        if (!expected.equals(found)) {
            throw LgscException.ofFile(
                    "%s is not the file that the card names: its SHA-256 is %s, the card's is %s.",
                    file, found, expected);
        }
    }

    private static OnnxFile checked(byte[] bytes, ModelProto model, ForeignCard.Network network)
            throws Refused {
        GraphProto graph = model.getGraph();
        if (graph.getNodeCount() == 0 || graph.getNodeCount() > MOST_NODES) {
            throw new Refused("it has %d operations", graph.getNodeCount());
        }
        if (model.getFunctionsCount() > 0) {
            throw new Refused("it defines its own functions");
        }
        Set<String> operators = new TreeSet<>();
        for (NodeProto node : graph.getNodeList()) {
            operators.add(operator(node, bytes.length));
        }
        for (TensorProto tensor : graph.getInitializerList()) {
            requireComplete(tensor, bytes.length);
        }
        Optional<String> fault = GraphRules.fault(graph);
        if (fault.isPresent()) {
            throw new Refused("%s", fault.get());
        }
        if (graph.getSparseInitializerCount() > 0) {
            throw new Refused("it has sparse weights");
        }
        return new OnnxFile(
                bytes, input(graph, network.input()), output(graph, network.output()), operators);
    }

    private static String operator(NodeProto node, int fileSize) throws Refused {
        String name = SafeText.text(node.getOpType(), SHOWN);
        if (!DOMAINS.contains(node.getDomain()) || !Operators.isKnown(name)) {
            throw new Refused(
                    "operator %s is not supported",
                    node.getDomain().isEmpty()
                            ? name
                            : SafeText.text(node.getDomain(), SHOWN) + "." + name);
        }
        for (AttributeProto attribute : node.getAttributeList()) {
            if (attribute.hasG() || attribute.getGraphsCount() > 0) {
                throw new Refused("operator %s contains a graph", name);
            }
            if (attribute.hasSparseTensor() || attribute.getSparseTensorsCount() > 0) {
                throw new Refused("operator %s has sparse values", name);
            }
            if (attribute.hasT()) {
                requireComplete(attribute.getT(), fileSize);
            }
            for (TensorProto tensor : attribute.getTensorsList()) {
                requireComplete(tensor, fileSize);
            }
        }
        return name;
    }

    /**
     * Checks a tensor's size and place: a reader that trusts the shape would read past the end of
     * the data. The values must be complete, in the field for their type, and in no other field.
     */
    private static void requireComplete(TensorProto tensor, int fileSize) throws Refused {
        String name = SafeText.text(tensor.getName(), SHOWN);
        if (tensor.getDataLocation() == TensorProto.DataLocation.EXTERNAL
                || tensor.getExternalDataCount() > 0) {
            throw new Refused("the values of %s are in another file, which is not opened", name);
        }
        long count = 1;
        for (long dimension : tensor.getDimsList()) {
            if (dimension < 0 || dimension > fileSize) {
                throw new Refused("%s has a dimension of %d", name, dimension);
            }
            count *= dimension;
            if (count > fileSize) {
                throw new Refused("%s has more values than the file", name);
            }
        }
        int bytes = Operators.bytes(tensor.getDataType());
        if (bytes == 0 || tensor.getDimsCount() > MOST_DIMENSIONS) {
            throw new Refused("%s has a type or rank that is not supported", name);
        }
        boolean raw = !tensor.getRawData().isEmpty();
        long listed = listed(tensor);
        if (listed != Operators.listed(tensor) || raw && listed > 0) {
            throw new Refused("the values of %s are of another type than stated, or twice", name);
        }
        if (raw ? tensor.getRawData().size() != count * bytes : listed != count) {
            throw new Refused("the number of values of %s does not match its shape", name);
        }
    }

    /** All numbers that are not raw. */
    private static long listed(TensorProto tensor) {
        return (long) tensor.getFloatDataCount()
                + tensor.getInt32DataCount()
                + tensor.getInt64DataCount()
                + tensor.getDoubleDataCount()
                + tensor.getUint64DataCount()
                + tensor.getStringDataCount();
    }

    private static String input(GraphProto graph, PixelInput input) throws Refused {
        Set<String> weights =
                graph.getInitializerList().stream()
                        .map(TensorProto::getName)
                        .collect(Collectors.toSet());
        List<ValueInfoProto> inputs =
                graph.getInputList().stream().filter(i -> !weights.contains(i.getName())).toList();
        if (inputs.size() != 1) {
            throw new Refused("it has %d inputs instead of one", inputs.size());
        }
        var type = inputs.get(0).getType().getTensorType();
        List<Dimension> shape = type.getShape().getDimList();
        boolean fits =
                type.getElemType() == TensorProto.DataType.FLOAT_VALUE
                        && shape.size() == 4
                        && takes(shape.get(0), 1)
                        && takes(shape.get(1), 3)
                        && takes(shape.get(2), input.height())
                        && takes(shape.get(3), input.width());
        if (!fits) {
            throw new Refused(
                    "its input is %s, but the card's is [1, 3, %d, %d] of FLOAT",
                    shape.stream().map(OnnxFile::words).toList(), input.height(), input.width());
        }
        return inputs.get(0).getName();
    }

    private static boolean takes(Dimension dimension, int size) {
        return !dimension.hasDimValue()
                || dimension.getDimValue() <= 0 // some exporters write a free dimension like this
                || dimension.getDimValue() == size;
    }

    private static String words(Dimension dimension) {
        return dimension.hasDimValue() ? Long.toString(dimension.getDimValue()) : "any";
    }

    private static String output(GraphProto graph, NetworkOutput output) throws Refused {
        List<String> names = graph.getOutputList().stream().map(ValueInfoProto::getName).toList();
        if (names.isEmpty()) {
            throw new Refused("it has no output");
        }
        if (!output.name().isEmpty() && !names.contains(output.name())) {
            throw new Refused(
                    "it has no output %s, only %s",
                    SafeText.text(output.name(), SHOWN),
                    SafeText.text(String.join(", ", names), 2 * SHOWN));
        }
        return output.name().isEmpty() ? names.get(0) : output.name();
    }
}
