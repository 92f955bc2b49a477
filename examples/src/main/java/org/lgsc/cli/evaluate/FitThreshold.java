package org.lgsc.cli.evaluate;

import java.nio.file.Path;
import java.util.List;
import org.lgsc.cli.command.Launcher;
import org.lgsc.cli.command.LgscCommand;
import org.lgsc.cli.command.Outputs;
import org.lgsc.cli.option.RatingOptions;
import org.lgsc.core.LgscException;
import org.lgsc.core.foreign.ForeignCard;
import org.lgsc.core.model.ModelThreshold;
import org.lgsc.eval.internal.protocol.ScoreFacts;
import org.lgsc.eval.score.DevScores;
import org.lgsc.eval.score.PadScore;
import org.lgsc.eval.score.ScoreFile;
import org.lgsc.eval.threshold.Threshold;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Fits the threshold of a third-party network on the user's own pictures. */
@Command(
        name = "fit-threshold",
        description = {
            "Fit the threshold of a third-party network on your own development scores, and write"
                    + " it into a copy of its card.",
            "The scores are those written by score --split dev --model CARD. A model of this"
                    + " library gets its threshold from train and finetune."
        })
public final class FitThreshold extends LgscCommand {
    @Option(
            names = "--model",
            required = true,
            paramLabel = "CARD",
            description = "The card of a third-party network.")
    Path model;

    @Option(
            names = "--dev",
            required = true,
            paramLabel = "CSV",
            description = "Scores of the development split.")
    Path dev;

    @Mixin RatingOptions rating;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "CARD",
            description = "Card to write, in the same folder; it may be the same file.")
    Path out;

    @Override
    protected int run() {
        require(
                rating.criterion.needsScores(),
                "The criterion %s needs no scores; write it into the card.",
                rating.criterion);
        if (!ForeignCard.isCard(model)) {
            throw LgscException.of(
                    "%s is not the card of a third-party network; a model of this library gets a"
                            + " new threshold from finetune.",
                    model);
        }
        Path folder = model.toAbsolutePath().normalize().getParent();
        require(
                folder.equals(out.toAbsolutePath().normalize().getParent()),
                "Option '--out' must name a file in the folder of the card, because the files named"
                        + " in the card are there.");
        Outputs.file(out);
        requireItsScores();
        List<PadScore> scores = rating.fusion.fused(ScoreFile.read(dev, rating.meaning));
        Threshold fitted = Threshold.fit(DevScores.of(scores), rating.criterion);
        String origin = fitted.origin() + " of " + dev.getFileName();
        ForeignCard.write(model, new ModelThreshold(fitted.spoofScore(), origin), out);
        printf("Live at or below %.6f (%s): %s%n", fitted.spoofScore(), origin, out);
        return 0;
    }

    /** Refuses scores of another network: a threshold fitted on them is meaningless. */
    private void requireItsScores() {
        ScoreFacts.read(dev)
                .map(facts -> facts.system().get(ScoreFacts.MODEL_HASH))
                .filter(hash -> !hash.equals(ForeignCard.fingerprint(model)))
                .ifPresent(
                        hash -> {
                            throw LgscException.of(
                                    "%s contains scores of another model, or of an earlier version"
                                            + " of this card; score the development split with %s.",
                                    dev, model);
                        });
    }

    public static void main(String... args) {
        System.exit(Launcher.execute(new FitThreshold(), args));
    }
}
