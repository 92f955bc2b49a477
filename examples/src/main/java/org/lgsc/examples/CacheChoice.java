package org.lgsc.examples;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.data.cache.CachedSamples;
import org.lgsc.data.cache.FaceCache;
import org.lgsc.data.dataset.Split;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.protocol.ProtocolId;
import org.lgsc.eval.protocol.ScoreFacts;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that name a prepared data set and what of it is used. */
final class CacheChoice {
    @Mixin ProtocolOptions protocols;

    @Option(
            names = "--cache",
            paramLabel = "DIR",
            description = "What the command prepare has made of the data set.")
    Path cache;

    @Option(
            names = "--test-cache",
            paramLabel = "DIR",
            description = "What it has made of --test-dataset.")
    Path testCache;

    /** Whether a data set was named. */
    boolean given() {
        return protocols.given();
    }

    /**
     * Checks that there is one source of pictures.
     *
     * @param data the folder that may be given instead
     */
    void requireOneSource(Path data) {
        if (given() == (data != null)) {
            throw protocols.wrong(
                    "Give either --data FOLDER, or --dataset, --root and --cache of a prepared data"
                            + " set.");
        }
    }

    CachedSamples samples() {
        return samples(protocols.protocol());
    }

    /** What a score file of a protocol says of its place. */
    Map<String, String> facts(Protocol protocol) {
        Map<String, String> facts = new TreeMap<>();
        facts.put(ScoreFacts.DATASET, protocol.dataset());
        if (protocols.interSet()) {
            return facts; // the names of its protocols are a pair's, with the folds in them
        }
        facts.put(ScoreFacts.PROTOCOL, protocol.id().name());
        if (!protocol.id().fold().isEmpty()) {
            facts.put(ScoreFacts.FOLD, protocol.id().fold());
            facts.put(
                    ScoreFacts.FOLDS,
                    protocols.set().protocols().stream()
                            .filter(p -> p.name().equals(protocol.id().name()))
                            .map(ProtocolId::fold)
                            .collect(Collectors.joining(" ")));
        }
        return facts;
    }

    CachedSamples samples(Protocol protocol) {
        noteMissing(protocol);
        if (!protocols.interSet()) {
            return new CachedSamples(protocol, cache());
        }
        if (testCache == null) {
            throw protocols.wrong("Option --test-cache is needed with --test-dataset.");
        }
        return CachedSamples.interSet(protocol, cache(), FaceCache.open(testCache));
    }

    /** Results on a part of a data set are not those of the data set. */
    private void noteMissing(Protocol protocol) {
        int missing =
                Stream.of(Split.values()).mapToInt(split -> protocol.missing(split).size()).sum();
        if (missing > 0) {
            protocols
                    .spec
                    .commandLine()
                    .getErr()
                    .printf(
                            Locale.ROOT,
                            "Not there: %d of the files of %s, %s; the command protocols names"
                                    + " them.%n",
                            missing,
                            protocol.dataset(),
                            protocol.id());
        }
    }

    private FaceCache cache() {
        if (cache == null) {
            throw protocols.wrong("Option --cache is needed with --dataset; see prepare.");
        }
        return FaceCache.open(cache);
    }

    /** How the cache's faces were cut out. */
    FaceCrop crop() {
        return cache().options().crop();
    }

    /**
     * Checks that faces were cut out as a model wants them.
     *
     * @throws LgscException when they were not
     */
    void requireCrop(FaceCrop wanted) {
        require(wanted, cache());
        if (testCache != null) {
            require(wanted, FaceCache.open(testCache));
        }
    }

    private static void require(FaceCrop wanted, FaceCache cache) {
        double cut = cache.options().crop().enlargement();
        if (cut != wanted.enlargement()) {
            throw new LgscException(
                    "The faces in "
                            + cache.root()
                            + " were cut out with enlargement "
                            + cut
                            + ", but "
                            + wanted.enlargement()
                            + " is wanted; prepare with --enlargement "
                            + wanted.enlargement()
                            + ".");
        }
    }
}
