package org.lgsc.cli.option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.lgsc.cli.fold.ProtocolFacts;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.data.cache.CachedSamples;
import org.lgsc.data.cache.FaceCache;
import org.lgsc.data.internal.protocol.ProtocolChoice;
import org.lgsc.data.protocol.Protocol;
import org.lgsc.data.sets.RawDatasets;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Options that name a prepared data set and the part of it to use. */
public final class CacheChoice {
    @Mixin public ProtocolOptions protocols;

    @Option(
            names = "--cache",
            paramLabel = "[NAME=]DIR",
            converter = ForSet.OfPath.class,
            description =
                    "Cache of the data set, written by prepare; with --train-on once for"
                            + " each data set, with its name.")
    List<ForSet<Path>> caches = new ArrayList<>();

    @Option(names = "--test-cache", paramLabel = "DIR", description = "Cache of --test-dataset.")
    Path testCache;

    public boolean given() {
        return protocols.given();
    }

    /** Checks that pictures come either from this folder or from prepared data. */
    public void requireOneSource(Path data) {
        if (given() == (data != null)) {
            throw protocols.wrong(
                    "Give either --data FOLDER, or --dataset (or --train-on and --test-on), --root"
                            + " and --cache of prepared data sets.");
        }
    }

    public CachedSamples samples() {
        CachedSamples samples = samples(protocols.protocol());
        samples.remark().ifPresent(protocols.spec.commandLine().getErr()::println);
        return samples;
    }

    /** Metadata of a score file: its place in the protocol. */
    public Map<String, String> facts(Protocol protocol) {
        return protocols.interSet()
                ? ProtocolFacts.ofSeveral(protocol)
                : ProtocolFacts.of(
                        protocol, new ProtocolChoice(protocols.set()).folds(protocol.id().name()));
    }

    public CachedSamples samples(Protocol protocol) {
        noteMissing(protocol);
        if (!protocols.interSet()) {
            return new CachedSamples(protocol, sources().get(0));
        }
        return CachedSamples.interSet(protocol, sources(), target());
    }

    /** Notes missing files: results on a part of a data set are not results on the data set. */
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
                            "Missing: %d of the files of %s, %s; the command protocols lists"
                                    + " them.%n",
                            missing,
                            protocol.dataset(),
                            protocol.id());
        }
    }

    /** Caches of the data sets to train on. */
    private List<FaceCache> sources() {
        if (protocols.severalSets()) {
            protocols.requireSeveralSets();
            return protocols.trainOn.stream().map(this::cache).toList();
        }
        protocols.requireAtMostOne("--cache", caches);
        Path only =
                ForSet.find(caches, "")
                        .orElseThrow(
                                () ->
                                        protocols.wrong(
                                                "Option --cache is required with --dataset; see"
                                                        + " prepare."));
        return List.of(FaceCache.open(only));
    }

    /** Cache of the other data set to test on. */
    private FaceCache target() {
        if (protocols.severalSets()) {
            return cache(protocols.testOn);
        }
        if (testCache == null) {
            throw protocols.wrong("Option --test-cache is required with --test-dataset.");
        }
        return FaceCache.open(testCache);
    }

    private FaceCache cache(String set) {
        protocols.requireNamed("--cache", caches);
        Path path =
                ForSet.find(caches, RawDatasets.known(set).orElse(set))
                        .orElseThrow(
                                () ->
                                        protocols.wrong(
                                                "Option --cache %s=DIR is required; see prepare.",
                                                set));
        FaceCache cache = FaceCache.open(path);
        String found = cache.options().dataset();
        if (!RawDatasets.known(set).equals(Optional.of(found))) {
            throw LgscException.of("The cache %s is of data set %s, not of %s.", path, found, set);
        }
        return cache;
    }

    public FaceCrop crop() {
        return sources().get(0).options().crop();
    }

    /** Checks that the faces were cut out as a model requires. */
    public void requireCrop(FaceCrop wanted) {
        sources().forEach(cache -> require(wanted, cache));
        if (protocols.interSet()) {
            require(wanted, target());
        }
    }

    private static void require(FaceCrop wanted, FaceCache cache) {
        double cut = cache.options().crop().enlargement();
        if (cut != wanted.enlargement()) {
            throw LgscException.of(
                    "The faces in %s were cut out with enlargement %s, but %s is "
                            + "required; prepare with --enlargement %s.",
                    cache.root(), cut, wanted.enlargement(), wanted.enlargement());
        }
    }
}
