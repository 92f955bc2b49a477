package org.lgsc.core.foreign;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import onnx.Onnx.AttributeProto;
import onnx.Onnx.GraphProto;
import onnx.Onnx.NodeProto;
import onnx.Onnx.TensorProto;
import org.lgsc.core.internal.SafeText;

/**
 * Conditions that OpenCV's importer assumes without checking; a network that breaks one can end the
 * process. They were found by changing networks at random.
 */
final class GraphRules {
    /** Largest window, stride, dilation or padding, in pixels. */
    private static final long LARGEST_WINDOW = 1024;

    private static final long MOST_GROUPS = 1 << 16;
    private static final int SHOWN = 60;
    private static final Set<String> WINDOWS = Set.of("kernel_shape", "strides", "dilations");

    /** OpenCV evaluates operators on weights at once, these not always correctly. */
    private static final Set<String> ON_MAPS =
            Set.of(
                    "AveragePool",
                    "BatchNormalization",
                    "Conv",
                    "GlobalAveragePool",
                    "GlobalMaxPool",
                    "InstanceNormalization",
                    "MaxPool");

    /** Exporters give these operators empty inputs. */
    private static final Set<String> HAVE_EMPTY_INPUTS = Set.of("Resize", "Upsample");

    private final Set<String> weights = new HashSet<>();
    private final Set<String> empty = new HashSet<>();

    private GraphRules() {}

    /** Returns the first violation, in words without a full stop. */
    static Optional<String> fault(GraphProto graph) {
        GraphRules rules = new GraphRules();
        graph.getInitializerList().forEach(w -> rules.add(w.getName(), w));
        for (NodeProto node : graph.getNodeList()) {
            for (AttributeProto attribute : node.getAttributeList()) {
                if (attribute.hasT() && node.getOutputCount() > 0) {
                    rules.add(node.getOutput(0), attribute.getT());
                }
            }
        }
        return graph.getNodeList().stream()
                .map(rules::fault)
                .filter(fault -> !fault.isEmpty())
                .findFirst();
    }

    private void add(String name, TensorProto tensor) {
        weights.add(name);
        if (tensor.getDimsList().contains(0L)) {
            empty.add(name);
        }
    }

    /** Returns an empty string without a violation. */
    private String fault(NodeProto node) {
        String operator = "operator " + node.getOpType();
        if (ON_MAPS.contains(node.getOpType())
                && node.getInputCount() > 0
                && weights.contains(node.getInput(0))) {
            return operator + " has weights instead of a map as input";
        }
        for (String input : node.getInputList()) {
            if (empty.contains(input) && !HAVE_EMPTY_INPUTS.contains(node.getOpType())) {
                return operator + " reads " + SafeText.text(input, SHOWN) + ", which has no values";
            }
        }
        for (AttributeProto attribute : node.getAttributeList()) {
            if (!holds(node.getOpType(), attribute)) {
                return operator + " has " + attribute.getName() + " out of range";
            }
        }
        return "";
    }

    private static boolean holds(String operator, AttributeProto attribute) {
        String name = attribute.getName();
        if (name.equals("group")) {
            return attribute.getI() >= 1 && attribute.getI() <= MOST_GROUPS;
        }
        if (!WINDOWS.contains(name) && !name.equals("pads")) {
            return true;
        }
        // pads of Pad may cut off
        long least = WINDOWS.contains(name) ? 1 : operator.equals("Pad") ? -LARGEST_WINDOW : 0;
        return attribute.getIntsList().stream().allMatch(v -> v >= least && v <= LARGEST_WINDOW);
    }
}
