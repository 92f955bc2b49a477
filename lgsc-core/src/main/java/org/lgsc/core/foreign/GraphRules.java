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
 * What OpenCV's importer believes, and ends the process over where it does not hold: found by
 * changing networks at random.
 */
final class GraphRules {
    /** Of windows, strides and the like, in pixels. */
    private static final long LARGEST_WINDOW = 1024;

    private static final long MOST_GROUPS = 1 << 16;
    private static final int SHOWN = 60;
    private static final Set<String> WINDOWS = Set.of("kernel_shape", "strides", "dilations");

    /** They compute at once what depends on weights alone, and not always right. */
    private static final Set<String> ON_MAPS =
            Set.of(
                    "AveragePool",
                    "BatchNormalization",
                    "Conv",
                    "GlobalAveragePool",
                    "GlobalMaxPool",
                    "InstanceNormalization",
                    "MaxPool");

    /** Exporters give them inputs that say nothing. */
    private static final Set<String> READ_NOTHING = Set.of("Resize", "Upsample");

    private final Set<String> weights = new HashSet<>();
    private final Set<String> empty = new HashSet<>();

    private GraphRules() {}

    /** What does not hold, in words without a full stop. */
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

    /** Returns "" when there is none. */
    private String fault(NodeProto node) {
        String operator = "operator " + node.getOpType();
        if (ON_MAPS.contains(node.getOpType())
                && node.getInputCount() > 0
                && weights.contains(node.getInput(0))) {
            return operator + " is given weights in place of a map";
        }
        for (String input : node.getInputList()) {
            if (empty.contains(input) && !READ_NOTHING.contains(node.getOpType())) {
                return operator + " reads " + SafeText.text(input, SHOWN) + ", which has no numbers";
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
