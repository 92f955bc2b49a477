package org.lgsc.core.weights;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.image.InputScaling;
import org.lgsc.core.internal.file.PublishedFile;
import org.lgsc.core.internal.model.ExportCard;
import org.lgsc.core.internal.network.TorchNames;
import org.lgsc.core.internal.weights.StateDict;
import org.lgsc.core.internal.weights.Tensor;
import org.lgsc.core.internal.weights.Text;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.model.ModelMetadata;
import org.lgsc.core.model.Preprocessing;
import org.lgsc.core.model.Provenance;
import org.lgsc.core.network.AuxiliaryInput;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NormKind;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Puts weights from a file into a network: all of them, or those of the ResNet18 encoder alone.
 *
 * <p>Names, shapes and values are checked before the first value is set; an error lists weights
 * that are missing, unexpected, of another shape or not finite. torch's {@code num_batches_tracked}
 * counters and the 1000-class layer {@code fc} of an ImageNet encoder are ignored.
 */
public final class WeightImport {
    /** Largest number of names for each kind of fault in a message. */
    private static final int SHOWN = 8;

    private static final String ENCODER = "encoder.";

    /** Prefixes of torch's DataParallel and of a Lightning module that contains the network. */
    private static final List<String> WRAPPERS = List.of("module.", "model.");

    private final Path file;
    private final Map<String, Tensor> weights;
    private final @Nullable String card;

    private WeightImport(Path file, Map<String, Tensor> weights, @Nullable String card) {
        this.file = file;
        this.weights = weights;
        this.card = card;
    }

    /**
     * Opens a weight file.
     *
     * @throws LgscException as {@link StateDict#read}
     */
    public static WeightImport open(Path file) {
        Map<String, Tensor> weights = new LinkedHashMap<>();
        StateDict read = StateDict.read(file);
        Map<String, Tensor> all = read.tensors();
        int wrapped = wrapped(all.keySet());
        all.forEach(
                (name, tensor) -> {
                    String plain = name.substring(wrapped);
                    if (!plain.endsWith("num_batches_tracked")) {
                        weights.put(plain, tensor);
                    }
                });
        return new WeightImport(file, weights, read.metadata().get(OnnxExport.CARD));
    }

    /** Length of the prefix that wrappers add to every name: "module.", "model." or both. */
    private static int wrapped(Set<String> names) {
        int length = 0;
        boolean more = !names.isEmpty();
        while (more) {
            more = false;
            for (String wrapper : WRAPPERS) {
                int from = length;
                if (names.stream().allMatch(n -> n.startsWith(wrapper, from))) {
                    length += wrapper.length();
                    more = true;
                }
            }
        }
        return length;
    }

    /**
     * Preprocessing of the model whose weights these are; empty unless this library exported the
     * file as {@code .safetensors}.
     *
     * @throws LgscException when its description of the model is damaged or from a newer version
     */
    public Optional<Preprocessing> preprocessing() {
        return exported().map(ModelMetadata::preprocessing);
    }

    private Optional<ModelMetadata> exported() {
        return Optional.ofNullable(card).map(json -> ExportCard.read(json, file));
    }

    /**
     * Returns the network to which these weights belong, as far as it is known: base width, norm of
     * the decoder, and whether there is an auxiliary classifier. All other options, such as the
     * size of its input, are known only of files that this library exported.
     *
     * @throws LgscException when there is no stem, or as {@link #preprocessing}
     */
    public LgscNetwork.Builder network() {
        LgscNetwork.Builder network =
                exported()
                        .map(model -> LgscNetwork.builder(model.network()))
                        .orElseGet(LgscNetwork::builder);
        network.baseWidth(baseWidth());
        if (weights.containsKey("d1.up_norm.running_mean")) {
            network.decoderNorm(NormKind.BATCH);
        }
        if (weights.keySet().stream().noneMatch(n -> n.startsWith("aux."))) {
            network.auxiliaryInput(AuxiliaryInput.NONE);
        }
        return network;
    }

    /**
     * Number of channels of the stem, 64 in ImageNet's ResNet18.
     *
     * @throws LgscException when there is no stem
     */
    public int baseWidth() {
        for (String name : List.of(ENCODER + "conv1.weight", "conv1.weight")) {
            Tensor stem = weights.get(name);
            if (stem != null && stem.shape().length == 4 && stem.shape()[0] <= 512) {
                return (int) stem.shape()[0];
            }
        }
        throw LgscException.ofFile(
                "%s does not contain a ResNet18: it has no convolution \"conv1.weight\".", file);
    }

    /**
     * Sets the encoder of a network; the other weights are unchanged.
     *
     * @throws LgscException listing what does not fit; the network is then unchanged
     */
    public void intoEncoder(ComputationGraph graph) {
        boolean whole = weights.keySet().stream().anyMatch(n -> n.startsWith(ENCODER));
        Map<String, Tensor> encoder = new LinkedHashMap<>();
        weights.forEach(
                (name, tensor) -> {
                    if (whole ? name.startsWith(ENCODER) : !name.startsWith("fc.")) {
                        encoder.put(whole ? name : ENCODER + name, tensor);
                    }
                });
        set(graph, encoder, name -> name.startsWith(ENCODER));
    }

    /**
     * Sets every weight of an LGSC network; names as in {@link TorchNames}.
     *
     * @throws LgscException listing what does not fit; the network is then unchanged
     */
    public void intoNetwork(ComputationGraph graph) {
        set(graph, weights, name -> true);
    }

    /**
     * Returns a model with this file's encoder and random other weights, as a starting point for
     * training.
     *
     * @param network network to build; its base width must be that of the file
     */
    public LgscModel encoderModel(LgscNetwork network, InputScaling scaling) {
        return model(network, scaling, false);
    }

    /**
     * Returns a model with all of this file's weights.
     *
     * @param network network to build
     */
    public LgscModel networkModel(LgscNetwork network, InputScaling scaling) {
        return model(network, scaling, true);
    }

    private LgscModel model(LgscNetwork network, InputScaling scaling, boolean whole) {
        LgscModel random = LgscModel.untrained(network, scaling);
        if (whole) {
            intoNetwork(random.graph());
        } else {
            intoEncoder(random.graph());
        }
        ModelMetadata m = random.metadata();
        Provenance provenance =
                Provenance.now(
                        network.seed(),
                        (whole ? "weights of " : "encoder of ") + file.getFileName(),
                        PublishedFile.sha256(file),
                        Map.of(
                                "weights",
                                whole ? "imported" : "encoder imported, the rest random"));
        return new LgscModel(
                random.graph(),
                new ModelMetadata(m.network(), m.preprocessing(), m.threshold(), provenance));
    }

    private void set(ComputationGraph graph, Map<String, Tensor> from, Predicate<String> wanted) {
        Map<String, TorchNames.Entry> names = new LinkedHashMap<>(TorchNames.of(graph));
        names.keySet().removeIf(wanted.negate());
        requireFit(graph, names, from);
        names.forEach(
                (name, entry) -> {
                    Tensor tensor = Objects.requireNonNull(from.get(name), name);
                    INDArray parameter = graph.getParam(entry.parameter());
                    try (INDArray values = Nd4j.createFromArray(tensor.values())) {
                        INDArray value = values.reshape('c', tensor.shape());
                        parameter.assign(
                                TorchNames.fromTorch(entry, value)
                                        .castTo(parameter.dataType())
                                        .reshape(parameter.shape()));
                    }
                });
    }

    private void requireFit(
            ComputationGraph graph, Map<String, TorchNames.Entry> names, Map<String, Tensor> from) {
        List<String> missing = new ArrayList<>();
        List<String> misshapen = new ArrayList<>();
        List<String> broken = new ArrayList<>();
        names.forEach(
                (name, entry) -> {
                    Tensor tensor = from.get(name);
                    if (tensor == null) {
                        missing.add(name);
                        return;
                    }
                    long[] shape =
                            StateDict.torchShape(
                                    TorchNames.toTorch(entry, graph.getParam(entry.parameter())));
                    if (!tensor.type().isFloat() || !Arrays.equals(shape, tensor.shape())) {
                        misshapen.add(
                                name + " " + tensor + " instead of " + Arrays.toString(shape));
                    } else if (!isUsable(name, tensor)) {
                        broken.add(name);
                    }
                });
        TreeSet<String> unexpected = new TreeSet<>(from.keySet());
        unexpected.removeAll(names.keySet());
        StringBuilder faults = new StringBuilder();
        list(faults, "missing", missing);
        list(faults, "unexpected", unexpected.stream().map(Text::shown).toList());
        list(faults, "of another shape or type", misshapen);
        list(faults, "with values that no such weight can have", broken);
        if (!faults.isEmpty()) {
            throw LgscException.ofFile("The weights in %s do not fit the network%s.", file, faults);
        }
    }

    private static boolean isUsable(String name, Tensor tensor) {
        boolean variance = name.endsWith("running_var");
        for (float value : tensor.values()) {
            if (!Float.isFinite(value) || variance && value < 0) {
                return false;
            }
        }
        return true;
    }

    private static void list(StringBuilder faults, String kind, List<String> names) {
        if (names.isEmpty()) {
            return;
        }
        faults.append("; ").append(kind).append(": ");
        faults.append(String.join(", ", names.subList(0, Math.min(SHOWN, names.size()))));
        if (names.size() > SHOWN) {
            faults.append(" and ").append(names.size() - SHOWN).append(" more");
        }
    }
}
