package org.lgsc.cli.fold;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.lgsc.cli.pretext.EncoderMaker;
import org.lgsc.core.LgscException;
import org.lgsc.core.internal.file.PublishedFile;
import org.lgsc.core.model.LgscModel;
import org.lgsc.core.network.LgscNetwork;
import org.lgsc.core.weights.PretrainedEncoder;
import org.lgsc.core.weights.WeightImport;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.train.InitialEncoder;
import org.lgsc.train.Trainer;
import org.lgsc.train.TrainingOptions;
import org.lgsc.train.TrainingResult;
import org.lgsc.train.internal.pretext.BuiltInEncoder;

/**
 * What the encoder of a training starts from, once it is there.
 *
 * @param initial as the options have it
 * @param file with weights that replace these; null for none
 * @param identity what decides the weights: equal for equal ones
 */
public record EncoderStart(InitialEncoder initial, Path file, String identity) {
    /** Random weights. */
    public static final EncoderStart RANDOM = of(InitialEncoder.RANDOM);

    /** The library's, for networks of its width. */
    public static final EncoderStart BUILTIN = of(InitialEncoder.BUILTIN);

    private static final int RESNET18_WIDTH = 64;
    private static final String OTHERS =
            " Give weights with --encoder FILE, or --encoder none: the encoder then starts from"
                    + " random weights, and the report says so.";

    /** Checks that the name is there. */
    public EncoderStart {
        Objects.requireNonNull(initial, "initial");
        Objects.requireNonNull(identity, "identity");
    }

    private static EncoderStart of(InitialEncoder initial) {
        return new EncoderStart(
                initial,
                null,
                // another way of making it makes other weights
                initial == InitialEncoder.BUILTIN
                        ? initial + " " + EncoderMaker.BUILT_IN
                        : initial.toString());
    }

    private static EncoderStart of(Path file) {
        return new EncoderStart(InitialEncoder.RANDOM, file, "file " + PublishedFile.sha256(file));
    }

    /**
     * The start of a training. The paper's recipe starts from ImageNet's encoder (paper, section
     * 3.3) unless something else is chosen, and never from random weights without being told.
     *
     * @param choice null where nothing was chosen
     * @param paper whether nothing means ImageNet's encoder; else what the options say
     * @param options of the training, in which only the network, the warm start and the initial
     *     encoder are looked at
     * @param weights folder of fetched weights
     * @throws LgscException when the weights are wanted, and are neither there nor to be had, or do
     *     not fit the network
     */
    public static EncoderStart of(
            EncoderChoice choice, boolean paper, TrainingOptions options, Path weights) {
        return of(choice, paper, options, weights, PretrainedEncoder.IMAGENET);
    }

    static EncoderStart of(
            EncoderChoice choice,
            boolean paper,
            TrainingOptions options,
            Path weights,
            PretrainedEncoder imageNet) {
        if (choice == null && !paper) {
            return of(options.initialEncoder());
        }
        EncoderChoice wanted = choice == null ? EncoderChoice.IMAGENET : choice;
        if (!wanted.isImageNet()) {
            return wanted.fromFile() ? of(Path.of(wanted.name())) : of(wanted.initial());
        }
        int width = options.network().baseWidth();
        if (width != RESNET18_WIDTH) {
            throw new LgscException(
                    start(choice)
                            + " is of base width 64, this network of "
                            + width
                            + "."
                            + OTHERS);
        }
        if (choice == null && options.warmStart().steps() > 0) {
            throw new LgscException(
                    start(null) + " needs no training of its own (--encoder-steps)." + OTHERS);
        }
        try {
            return of(imageNet.file(weights));
        } catch (LgscException e) {
            throw new LgscException(e.getMessage() + OTHERS, e);
        }
    }

    private static String start(EncoderChoice choice) {
        return choice == null
                ? "ImageNet's encoder, from which the recipe paper starts,"
                : "ImageNet's encoder";
    }

    /** That file. */
    public Optional<Path> weights() {
        return Optional.ofNullable(file);
    }

    /**
     * Begins a training from it.
     *
     * @param trainer with these options
     * @throws LgscException when the file does not fit, or as {@link Trainer#train}
     */
    public TrainingResult train(Trainer trainer, TrainingOptions options, PadDataset dataset) {
        return file == null
                ? trainer.train(dataset)
                : trainer.continueFrom(model(options), dataset);
    }

    private LgscModel model(TrainingOptions options) {
        return WeightImport.open(file)
                .encoderModel(
                        LgscNetwork.builder(options.network()).seed(options.seed()).build(),
                        options.preprocessing().scaling());
    }

    /** For plans and tables, e.g. "random weights". */
    public String words(TrainingOptions options) {
        if (file != null) {
            return file.getFileName().toString().equals(PretrainedEncoder.IMAGENET.fileName())
                    ? "ImageNet's (" + file.getFileName() + ")"
                    : file.getFileName().toString();
        }
        String from =
                initial == InitialEncoder.BUILTIN && BuiltInEncoder.fits(options.network())
                        ? "the library's"
                        : "random weights";
        return options.warmStart().steps() == 0
                ? from
                : from + ", trained alone for " + options.warmStart().steps() + " steps first";
    }
}
