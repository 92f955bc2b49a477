package org.lgsc.train;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.core.loss.RegressionTarget;
import org.lgsc.core.model.DataKind;
import org.lgsc.core.model.ModelCard;
import org.lgsc.core.network.EncoderWeights;
import org.lgsc.core.network.NetworkOptions;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.internal.protocol.RepeatedPictures;
import org.lgsc.eval.report.PadReport;
import org.lgsc.train.internal.CardFacts;

/** The model card of a finished run, for users of the model. */
record RunCard(TrainingOptions options, PadDataset dataset, int steps) {
    /** Number of pictures whose size is measured, spread over a split. */
    private static final int MEASURED = 32;

    /**
     * @param dev report on the development split; empty when there is none
     * @param startedFrom the start of the training in words; "" for none
     */
    ModelCard card(Optional<PadReport> dev, String startedFrom) {
        Optional<CardFacts> facts = dev.map(CardFacts::of);
        ModelCard.Data training = data(Split.TRAIN);
        ModelCard.Builder card =
                ModelCard.builder()
                        .training(training)
                        .recipe(recipe())
                        .startedFrom(startedFrom)
                        .goodFor(goodFor(training))
                        .notFor(notFor(training))
                        .knownFailures(failures(facts));
        if (!dataset.samples(Split.DEV).isEmpty()) {
            card.development(data(Split.DEV));
        }
        facts.flatMap(CardFacts::rates).ifPresent(card::rates);
        return card.build();
    }

    private List<String> failures(Optional<CardFacts> facts) {
        List<String> failures = new ArrayList<>(RepeatedPictures.of(dataset));
        failures.addAll(
                facts.map(CardFacts::failures).orElse(List.of("Unknown: no development split.")));
        return failures;
    }

    private ModelCard.Data data(Split split) {
        List<Sample> samples = dataset.samples(split);
        Set<String> people = new HashSet<>();
        SortedMap<String, Integer> attacks = new TreeMap<>();
        int live = 0;
        for (Sample s : samples) {
            people.add(s.subject());
            if (s.label().isLive()) {
                live++;
            } else {
                attacks.merge(s.species(), 1, Integer::sum);
            }
        }
        int smallest = 0;
        int largest = 0;
        int looks = Math.min(MEASURED, samples.size());
        for (int i = 0; i < looks; i++) {
            int side = side(samples.get((int) ((long) i * samples.size() / looks)));
            smallest = smallest == 0 || side > 0 && side < smallest ? side : smallest;
            largest = Math.max(largest, side);
        }
        return new ModelCard.Data(
                dataset.name(), dataset.kind(), people.size(), live, attacks, smallest, largest);
    }

    /** Returns the side of a picture; 0 when it cannot be read. */
    private static int side(Sample sample) {
        try {
            RgbImage image = sample.image().load();
            return Math.min(image.width(), image.height());
        } catch (LgscException e) {
            return 0;
        }
    }

    private String recipe() {
        NetworkOptions n = options.network();
        return RootFormat.of(
                "base width %d, patches of %d pixels, %s norms in the decoder%s, L_r on %s%s; %d"
                        + " steps of %d pictures, rate %s; augmentation: %s",
                n.baseWidth(),
                n.width(),
                n.decoderNorm().name().toLowerCase(Locale.ROOT),
                n.encoderWeights() == EncoderWeights.FROZEN ? ", encoder frozen" : "",
                n.regressionTarget() == RegressionTarget.LIVE ? "live pictures" : "both classes",
                n.cueOrderMargin() > 0 ? ", L_o" : "",
                steps,
                options.batchSize(),
                options.learningRate(),
                options.augmentation());
    }

    private static List<String> goodFor(ModelCard.Data training) {
        return List.of(
                training.kind().isSimulatedAlone()
                        ? "Trying out the method, and starting a fine-tuning on recordings."
                        : "Faces taken by cameras, and attacks of PAI species, like those that it"
                                + " was trained on.");
    }

    private static List<String> notFor(ModelCard.Data training) {
        List<String> not = new ArrayList<>();
        if (training.kind().isSimulatedAlone()) {
            not.add("Decisions about real users: it has never seen a recorded attack.");
        } else {
            not.add("Other cameras, light and PAI species, unless it has been tested on them.");
        }
        not.add(
                RootFormat.of(
                        "PAI species other than %s%s",
                        training.attacks().isEmpty()
                                ? "none"
                                : String.join(", ", training.attacks().keySet()),
                        training.kind() == DataKind.NOT_STATED
                                ? ", which it was trained on."
                                : ": its error rates on them are unknown."));
        return not;
    }
}
