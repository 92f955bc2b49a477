package org.lgsc.examples;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Locale;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.optimize.api.BaseTrainingListener;
import org.lgsc.core.backend.Backend;
import org.lgsc.core.backend.QuietOutput;
import org.lgsc.core.loss.LossValues;
import org.lgsc.data.dataset.FolderDataset;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.EncoderWarmStart;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.TrainingResult;
import org.lgsc.train.progress.EpochSummary;
import org.lgsc.train.progress.TrainingProgress;

/**
 * Training from your own program, which receives progress updates from this library ({@link
 * TrainingProgress}) and from Deeplearning4j, whose listeners see the network itself.
 */
public final class WatchedTraining {
    private WatchedTraining() {}

    /**
     * Trains a model.
     *
     * @param arguments folder of pictures (docs/datasets.md), model file to write, number of steps
     */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length != 3) {
            System.err.println("Arguments: FOLDER MODEL STEPS");
            System.exit(2);
        }
        System.setOut(new QuietOutput(System.out, QuietOutput.charset()));
        Backend.require();
        PadDataset faces = FolderDataset.load(Path.of(arguments[0]));
        TrainingOptions options =
                TrainingOptions.smallScale()
                        .baseWidth(4) // optional: the recipe has defaults
                        .batchSize(4)
                        .warmStart(EncoderWarmStart.NONE)
                        .maxSteps(Integer.parseInt(arguments[2]))
                        .build();
        TrainingResult result =
                Trainer.builder(options)
                        .progress(new Losses(System.out))
                        .listener(new Parameters(System.out))
                        .build()
                        .train(faces);
        result.model().save(Path.of(arguments[1]));
    }

    /** Progress of this library: every step and every epoch. */
    private record Losses(PrintStream out) implements TrainingProgress {
        @Override
        public void onStep(int step, int totalSteps, LossValues losses, double learningRate) {
            out.printf(Locale.ROOT, "step %d of %d: %s%n", step, totalSteps, losses.heads());
        }

        @Override
        public void onEpoch(EpochSummary epoch) {
            epoch.dev()
                    .ifPresent(
                            dev ->
                                    out.printf(
                                            Locale.ROOT,
                                            "epoch %d: development ACER %.1f %%%n",
                                            epoch.epoch(),
                                            100 * dev.acer()));
        }
    }

    /** A listener as for any network of Deeplearning4j. */
    private static final class Parameters extends BaseTrainingListener {
        private final PrintStream out;

        Parameters(PrintStream out) {
            this.out = out;
        }

        @Override
        public void iterationDone(Model network, int iteration, int epoch) {
            out.printf(
                    Locale.ROOT,
                    "iteration %d: norm of the parameters %.3f%n",
                    iteration,
                    network.params().norm2Number().doubleValue());
        }
    }
}
