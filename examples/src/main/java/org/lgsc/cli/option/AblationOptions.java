package org.lgsc.cli.option;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.lgsc.core.loss.RegressionTarget;
import org.lgsc.core.network.AuxiliaryInput;
import org.lgsc.core.network.Level;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.network.NetworkOptions;
import org.lgsc.train.PatchSampling;
import org.lgsc.train.TrainingOptionsBuilder;
import picocli.CommandLine.Option;

/** Options that change the losses and the input: the variants of the paper's table 5, and more. */
final class AblationOptions {
    enum Triplets {
        NONE,
        E5_D4(Level.E5, Level.D1, Level.D2, Level.D3, Level.D4),
        E5_CUE(Level.values());

        private final Level[] levels;

        Triplets(Level... levels) {
            this.levels = levels;
        }

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    enum Input {
        PATCHED(PatchSampling.NATIVE),
        CLIPPED(PatchSampling.CLIPPED),
        RESIZED(PatchSampling.WHOLE_RESIZED);

        private final PatchSampling sampling;

        Input(PatchSampling sampling) {
            this.sampling = sampling;
        }
    }

    enum TripletTest {
        ONE_SIDED,
        TWO_SIDED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Option(
            names = "--regression",
            description =
                    "L_r on live cue maps only (live), or also on spoof cue maps, which it pulls"
                            + " to one (both).")
    RegressionTarget regression;

    @Option(
            names = "--cue-order",
            paramLabel = "MARGIN",
            description =
                    "L_o keeps the mean cue of attacks brighter than that of live faces by this"
                            + " margin (0.1 in small-scale); 0 for no such loss, as in the paper.")
    Double cueOrder;

    @Option(
            names = "--triplets",
            description =
                    "Levels with a triplet loss: none, e5-d4, or e5-cue, which adds the cue map.")
    Triplets triplets;

    @Option(
            names = "--triplet-test",
            description =
                    "Which triplets count: one-sided (d(a,n) - d(a,p) below the margin) or"
                            + " two-sided (its magnitude, as the paper prints it).")
    TripletTest tripletTest;

    @Option(names = "--margin", description = "Margin of the triplet loss.")
    Double margin;

    @Option(
            names = "--auxiliary",
            description =
                    "Input of the auxiliary classifier: overlay (picture + cue map), cue, or none"
                            + " for no classifier.")
    AuxiliaryInput auxiliary;

    @Option(
            names = "--input",
            description =
                    "patched (patches of the face at its working size), clipped (patches that reach"
                            + " over its edge are cut and stretched) or resized (the whole face).")
    Input input;

    @Option(
            names = "--loss-weights",
            split = ",",
            paramLabel = "R,T,A",
            description = "Weights of L_r, of each L_t and of L_a, separated by commas.")
    List<Double> lossWeights = List.of();

    boolean isResized() {
        return input == Input.RESIZED;
    }

    void apply(TrainingOptionsBuilder b) {
        Optional.ofNullable(input).map(i -> i.sampling).ifPresent(b::sampling);
        b.network(network(b.build().network()));
    }

    private NetworkOptions network(NetworkOptions before) {
        LgscNetwork.Builder network = LgscNetwork.builder(before);
        Optional.ofNullable(regression).ifPresent(network::regressionTarget);
        Optional.ofNullable(cueOrder).ifPresent(network::cueOrderMargin);
        Optional.ofNullable(triplets).map(t -> t.levels).ifPresent(network::tripletLevels);
        if (tripletTest != null) {
            network.twoSidedTriplets(tripletTest == TripletTest.TWO_SIDED);
        }
        Optional.ofNullable(margin).ifPresent(network::margin);
        Optional.ofNullable(auxiliary).ifPresent(network::auxiliaryInput);
        if (!lossWeights.isEmpty()) {
            if (lossWeights.size() != 3) {
                throw new IllegalArgumentException(
                        "--loss-weights takes three numbers, e.g. 5,1,5, got " + lossWeights);
            }
            network.lossWeights(lossWeights.get(0), lossWeights.get(1), lossWeights.get(2));
        }
        return network.build().options();
    }
}
