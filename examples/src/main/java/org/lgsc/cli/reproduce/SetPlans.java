package org.lgsc.cli.reproduce;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.lgsc.cli.fold.EncoderStart;
import org.lgsc.cli.fold.ProtocolFacts;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.cache.CacheOptions;
import org.lgsc.data.cache.CachedSamples;
import org.lgsc.data.internal.protocol.MergedProtocol;
import org.lgsc.data.internal.protocol.ProtocolChoice;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.data.protocol.RawDataset;
import org.lgsc.data.sets.RawDatasets;
import org.lgsc.train.TrainingOptions;

/**
 * Plans of the paper's tables on unpacked data sets: every fold of every protocol for which the
 * sets are given.
 */
public final class SetPlans {
    public static final List<String> SETS =
            List.of(
                    RawDatasets.OULU_NPU,
                    RawDatasets.SIW,
                    RawDatasets.CASIA_MFSD,
                    RawDatasets.REPLAY_ATTACK,
                    RawDatasets.MSU_MFSD);

    private static final String GRANDTEST = "grandtest";

    /** Every presentation of a set in its test split. */
    private static final ProtocolId WHOLE = ProtocolId.of("whole");

    private final PaperTable table;
    private final DataSets sets;
    private final Settings settings;
    private final List<String> missing = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();
    private final Map<String, Protocol> known = new HashMap<>();

    /**
     * Settings of every fold.
     *
     * @param options options of a training; the seed is that of the first repetition
     * @param encoder initial encoder of a training
     * @param frames number of frames used of a video
     * @param seeds number of repetitions of each fold, each with the next seed
     * @param source protocol of SiW that table 4 trains on, e.g. "1", or "2.3" for a fold
     * @param wholeTarget whether the test on a left-out data set uses all of its presentations, or
     *     only those of its test split
     */
    public record Settings(
            TrainingOptions options,
            EncoderStart encoder,
            CacheFold.Frames frames,
            int seeds,
            String source,
            boolean wholeTarget) {
        public Settings {
            if (seeds < 1) {
                throw new IllegalArgumentException("seeds must be at least 1, but were " + seeds);
            }
        }
    }

    private SetPlans(PaperTable table, DataSets sets, Settings settings) {
        this.table = table;
        this.sets = sets;
        this.settings = settings;
    }

    /** Makes the plan of a table; at least one fold can be run with the given sets. */
    public static Plan of(PaperTable table, DataSets sets, Settings settings) {
        return new SetPlans(table, sets, settings).plan();
    }

    private Plan plan() {
        List<Plan.Protocol> protocols = new ArrayList<>();
        for (Map.Entry<String, List<Place>> row : places().entrySet()) {
            List<Plan.Fold> folds = new ArrayList<>();
            for (Place place : row.getValue()) {
                folds.addAll(folds(row.getKey(), place));
            }
            if (!folds.isEmpty()) {
                protocols.add(new Plan.Protocol(row.getKey(), folds));
            }
        }
        if (protocols.isEmpty()) {
            throw LgscException.of(
                    "No fold of %s can be run: %s. Give the unpacked sets with --oulu, "
                            + "--siw, --casia, --replay and --msu.",
                    table, String.join("; ", missing));
        }
        List<String> notes = new ArrayList<>(warnings);
        notes.addAll(PlanNotes.of(table, sets, settings));
        return new Plan(table, used(protocols), protocols, missing, notes);
    }

    private String used(List<Plan.Protocol> protocols) {
        return protocols.stream()
                .flatMap(p -> p.folds().stream())
                .map(f -> ((CacheFold) f.dataset()).test().protocol().dataset())
                .distinct()
                .collect(Collectors.joining("; "));
    }

    /** The folds of each row of the table whose sets are given. */
    private Map<String, List<Place>> places() {
        Map<String, List<Place>> places = new LinkedHashMap<>();
        for (String row : table.protocols()) {
            List<Place> found =
                    switch (table) {
                        case TABLE1 ->
                                within(row, RawDatasets.SIW, row.substring("siw-p".length()));
                        case TABLE2 ->
                                within(row, RawDatasets.OULU_NPU, row.substring("oulu-p".length()));
                        case TABLE3 ->
                                row.equals("casia-replay")
                                        ? inter(
                                                row,
                                                RawDatasets.CASIA_MFSD,
                                                RawDatasets.REPLAY_ATTACK)
                                        : inter(
                                                row,
                                                RawDatasets.REPLAY_ATTACK,
                                                RawDatasets.CASIA_MFSD);
                        case TABLE4 -> fromSiw(row, row.substring("siw-oulu-p".length()));
                        case TABLE5 -> within(row, RawDatasets.OULU_NPU, "1");
                        case OCIM -> leftOut(row, LeftOut.named(row));
                    };
            places.put(row, found);
        }
        return places;
    }

    private List<Place> within(String row, String set, String protocol) {
        return given(row, set)
                .map(s -> ids(s, protocol).stream().map(id -> Place.within(set, id)).toList())
                .orElse(List.of());
    }

    private List<Place> inter(String row, String source, String target) {
        if (given(row, source).isEmpty() || given(row, target).isEmpty()) {
            return List.of();
        }
        ProtocolId all = ProtocolId.of(GRANDTEST);
        return List.of(Place.between(new Place.Part(source, all), new Place.Part(target, all)));
    }

    private List<Place> fromSiw(String row, String protocol) {
        Optional<RawDataset> siw = given(row, RawDatasets.SIW);
        Optional<RawDataset> oulu = given(row, RawDatasets.OULU_NPU);
        if (siw.isEmpty() || oulu.isEmpty()) {
            return List.of();
        }
        Place.Part source = new Place.Part(RawDatasets.SIW, source());
        return ids(oulu.get(), protocol).stream()
                .map(id -> Place.between(source, new Place.Part(RawDatasets.OULU_NPU, id)))
                .toList();
    }

    private List<Place> leftOut(String row, LeftOut direction) {
        List<Place.Part> sources = new ArrayList<>();
        for (String source : direction.sources()) {
            given(row, source).map(Place.Part::all).ifPresent(sources::add);
        }
        Optional<RawDataset> target = given(row, direction.target());
        if (target.isEmpty() || sources.size() < direction.sources().size()) {
            return List.of();
        }
        Place.Part test =
                settings.wholeTarget()
                        ? new Place.Part(direction.target(), WHOLE)
                        : Place.Part.all(target.get());
        return List.of(new Place(sources, Optional.of(test)));
    }

    private ProtocolId source() {
        String[] parts = settings.source().split("\\.", 2);
        return new ProtocolId(parts[0], parts.length > 1 ? parts[1] : "");
    }

    private Optional<RawDataset> given(String row, String set) {
        Optional<RawDataset> found = sets.set(set);
        if (found.isEmpty()) {
            missing.add(row + ": " + set + " was not given");
        }
        return found;
    }

    private static List<ProtocolId> ids(RawDataset set, String protocol) {
        return set.protocols().stream().filter(p -> p.name().equals(protocol)).toList();
    }

    private List<Plan.Fold> folds(String row, Place place) {
        CacheFold data;
        try {
            data = data(place);
        } catch (LgscException e) {
            if (place.sources().size() == 1) {
                throw e;
            }
            // another direction can be possible without the data that this one lacks
            missing.add(row + ": " + e.getMessage().replaceAll("\\.$", ""));
            return List.of();
        }
        String lacking = lacking(data);
        if (!lacking.isEmpty()) {
            missing.add(row + ", fold " + place.fold() + ": " + lacking);
            return List.of();
        }
        noteFiles(row, place, data.test().protocol());
        String learning = data.learningWords();
        List<Plan.Fold> folds = new ArrayList<>();
        for (int i = 0; i < settings.seeds(); i++) {
            TrainingOptions own =
                    settings.options().toBuilder().seed(settings.options().seed() + i).build();
            folds.add(
                    new Plan.Fold(
                            name(place, i),
                            learning + "\n" + data.testWords(),
                            learning,
                            data,
                            table == PaperTable.TABLE5 ? AblationVariant.named(row).of(own) : own,
                            settings.encoder()));
        }
        return folds;
    }

    private String name(Place place, int repetition) {
        if (table == PaperTable.TABLE5) {
            return "seed-" + (repetition + 1);
        }
        String fold = "fold-" + place.fold();
        return settings.seeds() == 1 ? fold : fold + "-seed-" + (repetition + 1);
    }

    /** Returns a protocol from a cache, because opening one reads lists. */
    private Protocol known(Place.Part part) {
        return known.computeIfAbsent(
                part.toString(),
                k -> {
                    RawDataset set = sets.set(part.set()).orElseThrow();
                    return part.id().equals(WHOLE)
                            ? MergedProtocol.asTest(set)
                            : new ProtocolChoice(set).protocol(part.id());
                });
    }

    private CacheFold data(Place place) {
        CacheFold.Part learning =
                place.sources().size() == 1
                        ? alone(place.sources().get(0))
                        : joined(
                                place.sources(), new Place.Part(place.target().get().set(), WHOLE));
        return new CacheFold(
                learning,
                place.target().map(t -> tested(place.sources(), t)).orElse(learning),
                settings.frames());
    }

    private CacheFold.Part alone(Place.Part source) {
        Protocol protocol = known(source);
        return new CacheFold.Part(
                List.of(source.set()),
                protocol,
                () -> new CachedSamples(protocol, sets.cache(source.set())),
                ProtocolFacts.of(protocol, sets.set(source.set()).get().protocols()),
                words(sets.options(source.set())));
    }

    /** The training part, which is the same for every test part of the target. */
    private CacheFold.Part joined(List<Place.Part> sources, Place.Part target) {
        Protocol protocol =
                Protocol.crossDataset(sources.stream().map(this::known).toList(), known(target));
        return new CacheFold.Part(
                sources.stream().map(Place.Part::set).toList(),
                protocol,
                () -> samples(protocol, sources, target),
                ProtocolFacts.ofSeveral(protocol),
                sources.stream()
                        .map(s -> words(sets.options(s.set())))
                        .collect(Collectors.joining("; ")));
    }

    private CacheFold.Part tested(List<Place.Part> sources, Place.Part target) {
        Protocol protocol =
                sources.size() == 1
                        ? Protocol.crossDataset(known(sources.get(0)), known(target))
                        : Protocol.crossDataset(
                                sources.stream().map(this::known).toList(), known(target));
        return new CacheFold.Part(
                List.of(target.set()),
                protocol,
                () -> samples(protocol, sources, target),
                ProtocolFacts.ofSeveral(protocol),
                words(sets.options(target.set())));
    }

    private CachedSamples samples(Protocol protocol, List<Place.Part> sources, Place.Part target) {
        return CachedSamples.interSet(
                protocol,
                sources.stream().map(s -> sets.cache(s.set())).toList(),
                sets.cache(target.set()));
    }

    /** Reason why a fold cannot be run; empty if it can. */
    private static String lacking(CacheFold data) {
        for (Split split : List.of(Split.TRAIN, Split.DEV)) {
            Protocol.Counts counts = data.learning().protocol().counts(split);
            if (counts.live() == 0 || counts.spoof() == 0) {
                return RootFormat.of(
                        "the %s split has %s bona fide presentations and %s attacks",
                        split.folder(), counts.live(), counts.spoof());
            }
        }
        return data.test().protocol().presentations(Split.TEST).isEmpty()
                ? "the test split is empty"
                : "";
    }

    private void noteFiles(String row, Place place, Protocol protocol) {
        int files = 0;
        for (Split split : Split.values()) {
            files += protocol.missing(split).size();
        }
        if (files > 0) {
            warnings.add(
                    RootFormat.of(
                            "Missing: %s %s of %s, fold %s (the command protocols lists them).",
                            files, files == 1 ? "file" : "files", row, place.fold()));
        }
        boolean tested = place.target().isEmpty();
        place.sources().forEach(source -> noteFrames(source, tested));
    }

    /**
     * @param tested whether the test uses the same frames, which the protocol does not restrict
     */
    private void noteFrames(Place.Part source, boolean tested) {
        String frames = sets.options(source.set()).frames();
        int first = known(source).trainFrames();
        if (first > 0 && frames.matches("\\d+")) {
            String text =
                    RootFormat.of(
                            "Of %1$s %2$s evenly spaced frames of each video are prepared, but"
                                    + " training on protocol %3$s uses its first %4$s only, of which"
                                    + " few are left. Give --cache-frames %1$s=all, or"
                                    + " %1$s=first=%4$s%5$s.",
                            source.set(),
                            frames,
                            source.id().name(),
                            first,
                            tested ? ", but then the test has only these frames, too" : "");
            if (!warnings.contains(text)) {
                warnings.add(text);
            }
        }
    }

    private static String words(CacheOptions options) {
        return RootFormat.of(
                "faces of %s: frames %s, crop %s from %s pixels, %s%s, %s",
                options.dataset(),
                options.frames(),
                options.crop().enlargement(),
                options.crop().minimumSize(),
                options.annotations() ? "annotations or " : "",
                options.detector(),
                options.format());
    }
}
