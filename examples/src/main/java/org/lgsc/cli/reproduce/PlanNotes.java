package org.lgsc.cli.reproduce;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.lgsc.cli.fold.EncoderStart;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.cache.CacheOptions;
import org.lgsc.train.TrainingOptions;

/** Sentences for plan and table about the settings and the differences from the paper. */
final class PlanNotes {
    private static final ObjectMapper JSON = new ObjectMapper();

    private PlanNotes() {}

    static List<String> of(PaperTable table, DataSets sets, SetPlans.Settings settings) {
        List<String> notes = new ArrayList<>();
        CacheFold.Frames frames = settings.frames();
        notes.add(
                RootFormat.of(
                        "Frames: an epoch takes at most %s of each training video, and the next"
                                + " epoch others, if present (the paper does not state a number;"
                                + " the published code visits every frame of its list); %s of each"
                                + " development video are scored after an epoch; %s of each video"
                                + " are scored (the published code scores one).",
                        CacheFold.Frames.words(frames.epoch()),
                        CacheFold.Frames.words(frames.dev()),
                        frames.test() == Integer.MAX_VALUE
                                ? "all in the cache"
                                : "at most " + frames.test()));
        for (String set : sets.sets().keySet()) {
            CacheOptions faces = sets.options(set);
            notes.add(
                    RootFormat.of(
                            "Faces of %s: frames %s of each video, %sby detector %s (the paper:"
                                    + " Dlib).",
                            set,
                            faces.frames(),
                            faces.annotations()
                                    ? "located by the set's own annotations, else "
                                    : "",
                            faces.detector().split(" ")[0]));
        }
        if (table == PaperTable.TABLE3 || table == PaperTable.TABLE4) {
            notes.add(
                    "The threshold is fitted on the development split of the training set; the"
                            + " other set is not seen before the test.");
        }
        if (table == PaperTable.TABLE4) {
            notes.add(
                    RootFormat.of(
                            "Trained on SiW protocol %s once, tested on every fold of OULU-NPU (the"
                                    + " paper does not state on which protocol of SiW it trains).",
                            settings.source()));
        }
        if (table == PaperTable.OCIM) {
            notes.addAll(ofLeftOut(settings.wholeTarget()));
        }
        notes.addAll(ofTraining(settings.options(), settings.encoder(), settings.seeds()));
        return notes;
    }

    private static List<String> ofLeftOut(boolean whole) {
        return List.of(
                "This table is not in the paper, so there are no published rows. O is OULU-NPU, C"
                        + " CASIA-MFSD, I Replay-Attack, M MSU-MFSD; three sets are for training"
                        + " and the fourth is for the test.",
                whole
                        ? "Tested on all presentations of the left-out set, whatever their split"
                                + " (--no-whole-target: only on its test split)."
                        : "Tested on the test split of the left-out set, not on the whole set.",
                "The threshold is fitted, and the epoch chosen, on the combined development splits"
                        + " of the three sources; the fourth set is not seen before the test. The"
                        + " HTER cannot be compared with an HTER at a threshold that was chosen on"
                        + " the scores of the fourth set.",
                "Only the training and development splits of the sources are used (OULU-NPU: of all"
                        + " its protocols together), not their test splits. CASIA-MFSD and MSU-MFSD"
                        + " have no development split: some subjects of their training split are"
                        + " held out.",
                "Half of a batch is bona fide and half attacks; each class is drawn from the"
                        + " sources in turn.");
    }

    /** What the data are, and the settings of every training, of a table of simulated data. */
    static List<String> ofSimulation(PaperTable table, ReproduceSizes sizes, long seed) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "Simulated data: the published figures are of real faces, attacks and cameras, so"
                        + " ours next to them show that the method runs, not how good it is.");
        notes.add(
                sizes.subjects()
                        + (table == PaperTable.TABLE5
                                ? " The test has other subjects. Species that the training"
                                        + " does not have are reported separately."
                                : " The strength of the traces represents the medium of an attack."
                                        + " Sessions, cameras and other data sets are not"
                                        + " simulated: folds that hold those back differ in their"
                                        + " subjects only."
                                        + (table == PaperTable.TABLE4
                                                ? " Therefore these folds are those of table 2."
                                                : "")));
        notes.addAll(
                ofTraining(
                        sizes.training(table, seed),
                        sizes.encoder(),
                        table == PaperTable.TABLE5
                                ? sizes.seeds()
                                        + (sizes.seeds() == 1 ? " training" : " trainings")
                                        + " of each row, each with its own seed."
                                : "One training of each fold, each with its own seed."));
        return notes;
    }

    /** Settings of every training, independent of the data. */
    static List<String> ofTraining(TrainingOptions options, EncoderStart encoder, int seeds) {
        return ofTraining(
                options,
                encoder,
                seeds == 1
                        ? "One training of each fold, seed " + options.seed() + "."
                        : RootFormat.of(
                                "%s trainings of each fold, seeds %s to %s; mean and deviation are"
                                        + " over all of them.",
                                seeds, options.seed(), options.seed() + seeds - 1));
    }

    private static List<String> ofTraining(
            TrainingOptions options, EncoderStart encoder, String seeds) {
        List<String> notes = new ArrayList<>();
        notes.add(
                "The encoder starts from "
                        + encoder.words(options)
                        + (encoder.weights().isPresent() ? "." : " (the paper: ImageNet's)."));
        notes.add(seeds);
        FaceGeometry geometry = options.preprocessing().geometry();
        notes.add(
                RootFormat.of(
                        "Faces are scaled to working size %s before patches of %s are taken (the"
                                + " paper: patches that keep the input image resolution); test"
                                + " policy %s; the epoch with the lowest equal error rate on the"
                                + " development split is kept (the paper: 20 epochs).",
                        geometry.working(), geometry.patchSize(), geometry.test()));
        TrainingOptions paper = TrainingOptions.builder().build();
        Map<String, String> differences = new TreeMap<>();
        differ(values(paper), values(options), differences);
        notes.add(
                differences.isEmpty()
                        ? "All other options are those of the recipe paper (docs/training.md)."
                        : "Unlike the recipe paper: " + words(differences) + ".");
        return notes;
    }

    /** All options that affect the weights, except the seed. */
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
