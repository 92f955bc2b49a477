package org.lgsc.cli.parity;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.network.TorchNames;
import org.lgsc.core.loss.LossValues;
import org.lgsc.core.network.Level;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;

/**
 * Rebuilds the network of a {@link ParityFixture} and measures its differences from the other
 * implementation: inference and training outputs, the gradient of every parameter, the losses of
 * SGD steps.
 *
 * <p>Rounding in float32 changes single cue pixels by up to 2e-4 and, at the kinks of ReLUs and
 * triplets, single gradients by 20 %. Therefore the tolerances are tight for a DOUBLE network and
 * loose for a FLOAT one, whose gradients are not judged.
 */
public final class ParityCheck {
    /** Below this norm a gradient is compared absolutely. */
    private static final double SMALL_GRADIENT = 1e-8;

    private static final double NOT_JUDGED = Double.NaN;

    private final ParityFixture fixture;
    private final DataType dataType;
    private final CNN2DFormat layout;
    private final List<ParityRow> rows = new ArrayList<>();

    private ParityCheck(ParityFixture fixture, DataType dataType, CNN2DFormat layout) {
        this.fixture = fixture;
        this.dataType = dataType;
        this.layout = layout;
    }

    /**
     * Compares a network of the given type and layout with the fixture.
     *
     * @param dataType FLOAT or DOUBLE
     * @return a row for each quantity
     * @throws LgscException when the fixture does not fit the network
     */
    public static List<ParityRow> run(
            ParityFixture fixture, DataType dataType, CNN2DFormat layout) {
        if (dataType != DataType.FLOAT && dataType != DataType.DOUBLE) {
            throw new IllegalArgumentException(
                    "parity is defined for FLOAT and DOUBLE, not " + dataType);
        }
        ParityCheck check = new ParityCheck(fixture, dataType, layout);
        ComputationGraph graph = check.network();
        check.outputs(graph);
        check.trainingAndGradients(graph);
        check.steps(graph);
        return List.copyOf(check.rows);
    }

    private boolean isDouble() {
        return dataType == DataType.DOUBLE;
    }

    private ComputationGraph network() {
        INDArray x = fixture.input().get("x");
        List<Double> weights = fixture.losses().weights();
        ComputationGraph graph;
        try {
            NetworkOptions options = NetworkOptions.PAPER;
            graph =
                    LgscNetwork.builder(options)
                            .baseWidth(fixture.losses().base())
                            .inputSize((int) x.size(2), (int) x.size(3))
                            .lossWeights(weights.get(0), weights.get(1), weights.get(2))
                            .margin(fixture.losses().margin())
                            .dropout(0)
                            .layout(layout)
                            .dataType(dataType)
                            .updater(new Sgd(fixture.losses().learningRate()))
                            .build()
                            .init();
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new LgscException(
                    "The parity fixture does not describe a valid network: " + e.getMessage(), e);
        }
        setWeights(graph);
        return graph;
    }

    private void setWeights(ComputationGraph graph) {
        Map<String, TorchNames.Entry> names = TorchNames.of(graph);
        TreeSet<String> missing = new TreeSet<>(names.keySet());
        missing.removeAll(fixture.weights().keySet());
        if (!missing.isEmpty()) {
            throw new LgscException("The parity fixture's weights.npz lacks " + missing + ".");
        }
        names.forEach(
                (torch, entry) -> {
                    INDArray value = TorchNames.fromTorch(entry, fixture.weights().get(torch));
                    INDArray parameter = graph.getParam(entry.parameter());
                    if (value.length() != parameter.length()) {
                        throw LgscException.of(
                                "The parity fixture's weight %s has shape %s, the network needs"
                                        + " %s.",
                                torch,
                                Arrays.toString(value.shape()),
                                Arrays.toString(parameter.shape()));
                    }
                    parameter.assign(value.castTo(dataType).reshape(parameter.shape()));
                });
    }

    private MultiDataSet batch() {
        INDArray x = fixture.input().get("x").castTo(dataType);
        INDArray live = fixture.input().get("live").castTo(dataType).reshape(-1, 1);
        INDArray[] labels = new INDArray[LgscNetwork.heads(NetworkOptions.PAPER).size()];
        Arrays.fill(labels, live);
        return new MultiDataSet(new INDArray[] {x}, labels);
    }

    private static Map<String, String> vertices() {
        Map<String, String> vertices = new LinkedHashMap<>();
        vertices.put("cue", LgscNetwork.CUE);
        vertices.put("logits", LgscNetwork.LOGITS);
        for (Level level : NetworkOptions.PAPER.tripletLevels()) {
            vertices.put("gap_" + level.name(), level.vector());
        }
        return vertices;
    }

    private Map<String, INDArray> activations(ComputationGraph graph, boolean training) {
        INDArray[] features = {fixture.input().get("x").castTo(dataType)};
        Map<String, INDArray> all = graph.feedForward(features, training, true);
        Map<String, INDArray> activations = new LinkedHashMap<>();
        vertices().forEach((name, vertex) -> activations.put(name, all.get(vertex)));
        return activations;
    }

    private void outputs(ComputationGraph graph) {
        Map<String, INDArray> byName = activations(graph, false);
        compareOutputs("inference", byName, fixture.eval());
        INDArray cue = byName.get("cue").castTo(DataType.DOUBLE);
        INDArray score = Nd4j.math().abs(cue).mean(1, 2, 3);
        add(
                "inference scores, max abs",
                maxDifference(score, fixture.eval().get("score")),
                isDouble() ? 1e-8 : 1e-5);
    }

    private void compareOutputs(
            String mode, Map<String, INDArray> ours, Map<String, INDArray> theirs) {
        double mean = meanDifference(ours.get("cue"), theirs.get("cue"));
        add(mode + " cue, mean abs", mean, isDouble() ? 1e-8 : 1e-4);
        ours.forEach(
                (name, value) -> {
                    if (!theirs.containsKey(name)) {
                        throw LgscException.of(
                                "The parity fixture has no array \"%s\" for %s.", name, mode);
                    }
                    add(
                            mode + " " + name + ", max abs",
                            maxDifference(value, theirs.get(name)),
                            isDouble() ? 1e-7 : 2e-3);
                });
    }

    private void trainingAndGradients(ComputationGraph graph) {
        compareOutputs("training", activations(graph, true), fixture.train());
        MultiDataSet batch = batch();
        graph.setInputs(batch.getFeatures());
        graph.setLabels(batch.getLabels());
        graph.computeGradientAndScore();
        Map<String, INDArray> gradients = graph.gradient().gradientForVariable();
        long samples = batch.getFeatures(0).size(0);
        double worst = 0;
        String worstName = "";
        double worstSmall = 0;
        for (TorchNames.Entry entry : TorchNames.of(graph).values()) {
            if (entry.torch().contains("running_")) {
                continue;
            }
            INDArray theirs = fixture.gradients().get(entry.torch());
            if (theirs == null) {
                throw new LgscException(
                        "The parity fixture's gradients.npz lacks " + entry.torch() + ".");
            }
            // DL4J stores the sum over the batch and divides in the updater
            INDArray ours = gradients.get(entry.parameter()).castTo(DataType.DOUBLE).div(samples);
            theirs = TorchNames.fromTorch(entry, theirs).reshape(ours.shape());
            double norm = theirs.norm2Number().doubleValue();
            double distance = ours.sub(theirs).norm2Number().doubleValue();
            if (norm < SMALL_GRADIENT) {
                worstSmall = maxOrNan(worstSmall, maxDifference(ours, theirs));
            } else if (!(distance / norm <= worst)) {
                worst = distance / norm;
                worstName = entry.torch();
            }
        }
        add("gradient, relative L2, worst: " + worstName, worst, isDouble() ? 1e-5 : NOT_JUDGED);
        add("gradients below 1e-8, max abs", worstSmall, isDouble() ? 1e-9 : NOT_JUDGED);
    }

    private void steps(ComputationGraph graph) {
        int number = 1;
        for (ParityFixture.Step step : fixture.losses().steps()) {
            graph.fit(batch());
            LossValues values = LossValues.of(graph);
            double tolerance =
                    number == 1 ? (isDouble() ? 1e-7 : 1e-3) : isDouble() ? 1e-5 : NOT_JUDGED;
            String name = "step " + number + " loss, relative: ";
            add(name + "total", relative(values.total(), step.total()), tolerance);
            add(
                    name + "regression",
                    relative(values.heads().get(LgscNetwork.LOSS_REGRESSION), step.regression()),
                    tolerance);
            int i = 0;
            for (Level level : NetworkOptions.PAPER.tripletLevels()) {
                add(
                        name + "triplet " + level,
                        relative(values.heads().get(level.lossHead()), step.triplet().get(i++)),
                        tolerance);
            }
            add(
                    name + "auxiliary",
                    relative(values.heads().get(LgscNetwork.LOSS_AUXILIARY), step.auxiliary()),
                    tolerance);
            number++;
        }
    }

    private void add(String quantity, double difference, double tolerance) {
        rows.add(new ParityRow(quantity, difference, tolerance));
    }

    private static double relative(double ours, double theirs) {
        return Math.abs(ours - theirs) / Math.max(Math.abs(theirs), 1e-12);
    }

    private static double maxDifference(INDArray ours, INDArray theirs) {
        return difference(ours, theirs).maxNumber().doubleValue();
    }

    private static double meanDifference(INDArray ours, INDArray theirs) {
        return difference(ours, theirs).meanNumber().doubleValue();
    }

    private static INDArray difference(INDArray ours, INDArray theirs) {
        if (ours.length() != theirs.length()) {
            throw LgscException.of(
                    "The parity fixture has an array of shape %s where the network has %s.",
                    Arrays.toString(theirs.shape()), Arrays.toString(ours.shape()));
        }
        INDArray a = ours.castTo(DataType.DOUBLE);
        INDArray difference =
                Nd4j.math().abs(a.sub(theirs.castTo(DataType.DOUBLE).reshape(ours.shape())));
        // a maximum can ignore NaN; a sum does not
        return Double.isNaN(difference.sumNumber().doubleValue())
                ? difference.muli(Double.NaN)
                : difference;
    }

    private static double maxOrNan(double a, double b) {
        return Double.isNaN(a) || Double.isNaN(b) ? Double.NaN : Math.max(a, b);
    }
}
