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
 * Initial weights of a training's encoder, available on this machine.
 *
 * @param initial initial encoder of the options
 * @param file file with weights that replace it; null for none
 * @param identity text that identifies the weights: equal for equal weights
 */
public record EncoderStart(InitialEncoder initial, Path file, String identity) {
    public static final EncoderStart RANDOM = of(InitialEncoder.RANDOM);

    /** Starts from the library's encoder, for networks of its width. */
    public static final EncoderStart BUILTIN = of(InitialEncoder.BUILTIN);

    private static final int RESNET18_WIDTH = 64;
    private static final String OTHERS =
            " Give weights with --encoder FILE, or --encoder none: the encoder then starts from"
                    + " random weights, which the report states.";

    public EncoderStart {
        Objects.requireNonNull(initial, "initial");
        Objects.requireNonNull(identity, "identity");
    }

    private static EncoderStart of(InitialEncoder initial) {
        return new EncoderStart(
                initial,
                null,
                // other options of its training give other weights
                initial == InitialEncoder.BUILTIN
                        ? initial + " " + EncoderMaker.BUILT_IN
                        : initial.toString());
    }

    private static EncoderStart of(Path file) {
        return new EncoderStart(InitialEncoder.RANDOM, file, "file " + PublishedFile.sha256(file));
    }

    /**
     * Returns the start of a training. The paper's recipe starts from ImageNet's encoder (paper,
     * section 3.3) by default, and from random weights only on request.
     *
     * @param choice user's choice; null for none
     * @param paper whether the default is ImageNet's encoder; else it is that of the options
     * @param options options of the training; only the network, the warm start and the initial
     *     encoder are used
     * @param weights folder of fetched weights
     * @throws LgscException when the requested weights are neither present nor available, or do not
     *     fit the network
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
            throw LgscException.of(
                    "%s has base width 64, this network has %s.%s", start(choice), width, OTHERS);
        }
        if (choice == null && options.warmStart().steps() > 0) {
            throw LgscException.of(
                    "%s cannot be combined with --encoder-steps, because it is already trained.%s",
                    start(null), OTHERS);
        }
        try {
            return of(imageNet.file(weights));
        } catch (LgscException e) {
            throw new LgscException(e.getMessage() + OTHERS, e);
        }
    }

    private static String start(EncoderChoice choice) {
        return choice == null
                ? "ImageNet's encoder, the default of the recipe paper,"
                : "ImageNet's encoder";
    }

    public Optional<Path> weights() {
        return Optional.ofNullable(file);
    }

    /** Begins a training from these weights, with a trainer of these options. */
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

    /** Description for plans and tables, e.g. "random weights". */
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
