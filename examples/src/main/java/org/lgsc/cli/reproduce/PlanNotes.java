package org.lgsc.cli.reproduce;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lgsc.cli.fold.EncoderStart;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.train.TrainingOptions;

/** How a plan is run, and where that differs from the paper, in sentences for plan and table. */
final class PlanNotes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlanNotes() {}

    static List<String> of(PaperTable table, DataSets sets, SetPlans.Settings settings) {
        List<String> notes = new ArrayList<>();
        CacheFold.Frames frames = settings.frames();
        notes.add(
                "Frames: an epoch takes at most "
                        + CacheFold.Frames.words(frames.epoch())
                        + " of each training video, others in the next where there are more (the"
                        + " paper does not say how many; the published code visits every frame of"
                        + " its list); "
                        + CacheFold.Frames.words(frames.dev())
                        + " of each development video are looked at after an epoch; "
                        + (frames.test() == Integer.MAX_VALUE
                                ? "all in the cache"
                                : "at most " + frames.test())
                        + " of each video are scored (the published code scores one).");
        sets.sets()
                .keySet()
                .forEach(
                        s ->
                                notes.add(
                                        "Faces of "
                                                + s
                                                + ": frames "
                                                + sets.options(s).frames()
                                                + " of each video, "
                                                + (sets.options(s).annotations()
                                                        ? "where the set's own annotations say, else "
                                                        : "")
                                                + "by detector "
                                                + sets.options(s).detector().split(" ")[0]
                                                + " (the paper: Dlib)."));
        if (table == PaperTable.TABLE3 || table == PaperTable.TABLE4) {
            notes.add(
                    "The threshold is fitted on the development split of the set that was trained"
                            + " on: nothing of the other is seen before the test.");
        }
        if (table == PaperTable.TABLE4) {
            notes.add(
                    "Trained on SiW protocol "
                            + settings.source()
                            + " once, tested on every fold of OULU-NPU (the paper does not say on"
                            + " which protocol of SiW it trains).");
        }
        if (table == PaperTable.OCIM) {
            notes.addAll(ofLeftOut(settings.wholeTarget()));
        }
        notes.addAll(ofTraining(settings.options(), settings.encoder(), settings.seeds()));
        return notes;
    }

    private static List<String> ofLeftOut(boolean whole) {
        return List.of(
                "The paper has no such table, so there are no published rows: O is OULU-NPU, C"
                        + " CASIA-MFSD, I Replay-Attack, M MSU-MFSD; three sets are learnt from and"
                        + " the fourth is tested on.",
                whole
                        ? "Tested on all presentations of the set that is left out, whatever split"
                                + " it has them in (--no-whole-target: on its test split alone)."
                        : "Tested on the test split of the set that is left out, not on all of it.",
                "The threshold is fitted, and the epoch chosen, on the development splits of the"
                        + " three sources, put together as they are; nothing of the fourth set is"
                        + " seen before the test. An HTER at a threshold that was chosen on the"
                        + " scores of the fourth set cannot be compared with it.",
                "Sources take part with their training and development splits (OULU-NPU: of all"
                        + " its protocols together); their test splits are not used. CASIA-MFSD and"
                        + " MSU-MFSD have no development split: some people of their training are"
                        + " held out.",
                "Half of a batch is bona fide and half attacks, and each class takes the sources in"
                        + " turn.");
    }

    /** What every training is, whatever it reads. */
    static List<String> ofTraining(TrainingOptions options, EncoderStart encoder, int seeds) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "The encoder starts from "
                        + encoder.words(options)
                        + (encoder.weights().isPresent() ? "." : " (the paper: ImageNet's)."));
        notes.add(
                seeds == 1
                        ? "One training of each fold, seed " + options.seed() + "."
                        : seeds
                                + " trainings of each fold, seeds "
                                + options.seed()
                                + " to "
                                + (options.seed() + seeds - 1)
                                + "; mean and deviation are over all of them.");
        FaceGeometry geometry = options.preprocessing().geometry();
        notes.add(
                "Faces are brought to working size "
                        + geometry.working()
                        + " before patches of "
                        + geometry.patchSize()
                        + " are taken (the paper: patches at native resolution); test policy "
                        + geometry.test()
                        + "; the epoch with the lowest equal error rate on the development split is"
                        + " kept (the paper: 20 epochs).");
        TrainingOptions paper = TrainingOptions.builder().build();
        Map<String, String> differences = new TreeMap<>();
        differ(values(paper), values(options), differences);
        notes.add(
                differences.isEmpty()
                        ? "Everything else is the recipe paper's (docs/training.md)."
                        : "Unlike the recipe paper: " + words(differences) + ".");
        return notes;
    }

    /** What decides the weights but the seed, one by one. */
    private static Map<String, String> values(TrainingOptions options) {
        Map<String, String> values = new TreeMap<>(options.asMap());
        values.keySet().removeAll(List.of("seed", "threads", "workers", "preprocessing"));
        values.remove("network");
        JSON.valueToTree(options.network())
                .properties()
                .forEach(
                        field ->
                                values.put(
                                        field.getKey(),
                                        field.getValue().isValueNode()
                                                ? field.getValue().asText()
                                                : field.getValue().toString()));
        return values;
    }

    private static void differ(
            Map<String, String> usual, Map<String, String> own, Map<String, String> into) {
        own.forEach(
                (name, value) -> {
                    if (!value.equals(usual.get(name))) {
                        into.put(name, value + " (recipe: " + usual.get(name) + ")");
                    }
                });
    }

    private static String words(Map<String, String> differences) {
        List<String> words = new ArrayList<>();
        differences.forEach((name, value) -> words.add(name + " " + value));
        return String.join("; ", words);
    }
}
