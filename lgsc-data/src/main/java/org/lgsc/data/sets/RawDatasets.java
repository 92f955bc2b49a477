package org.lgsc.data.sets;

import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.lgsc.core.LgscException;
import org.lgsc.data.protocol.RawDataset;

/**
 * Opens published data sets, as unpacked in a folder, by name.
 *
 * <pre>{@code
 * RawDataset oulu = RawDatasets.open(RawDatasets.OULU_NPU, Path.of("OULU-NPU"));
 * Protocol fold = oulu.protocol(ProtocolId.of("3", 2));
 * List<Presentation> training = fold.presentations(Split.TRAIN);
 *
 * // pictures come from a cache of face crops, which "prepare" or Preparation makes
 * PadDataset faces = new CachedSamples(fold, FaceCache.open(Path.of("CACHE"))).training(10, 10);
 * }</pre>
 */
public final class RawDatasets {
    /** OULU-NPU. */
    public static final String OULU_NPU = OuluNpu.NAME;

    /** SiW. */
    public static final String SIW = Siw.NAME;

    /** CASIA-MFSD. */
    public static final String CASIA_MFSD = CasiaMfsd.NAME;

    /** Replay-Attack. */
    public static final String REPLAY_ATTACK = ReplayAttack.NAME;

    /** MSU-MFSD. */
    public static final String MSU_MFSD = MsuMfsd.NAME;

    private static final Map<String, Function<Path, IndexedSet>> SETS = sets();

    /** Other names in common use. */
    private static final Map<String, String> ALIASES =
            Map.ofEntries(
                    Map.entry("oulu", OuluNpu.NAME),
                    Map.entry("casia", CasiaMfsd.NAME),
                    Map.entry("casiafasd", CasiaMfsd.NAME),
                    Map.entry("replay", ReplayAttack.NAME),
                    Map.entry("msu", MsuMfsd.NAME),
                    Map.entry("celeba", CelebaSpoof.NAME),
                    Map.entry("rose", RoseYoutu.NAME),
                    Map.entry("siwm", SiwMv2.NAME),
                    Map.entry("siwmv2", SiwMv2.NAME),
                    Map.entry("surf", CasiaSurf.NAME),
                    Map.entry("lcc", LccFasd.NAME),
                    Map.entry("ussa", MsuUssa.NAME));

    private RawDatasets() {}

    private static Map<String, Function<Path, IndexedSet>> sets() {
        Map<String, Function<Path, IndexedSet>> sets = new LinkedHashMap<>();
        sets.put(OuluNpu.NAME, OuluNpu::new);
        sets.put(Siw.NAME, Siw::new);
        sets.put(CasiaMfsd.NAME, CasiaMfsd::new);
        sets.put(ReplayAttack.NAME, ReplayAttack::new);
        sets.put(MsuMfsd.NAME, MsuMfsd::new);
        sets.put(CelebaSpoof.NAME, CelebaSpoof::new);
        sets.put(ReplayMobile.NAME, ReplayMobile::new);
        sets.put(RoseYoutu.NAME, RoseYoutu::new);
        sets.put(SiwMv2.NAME, SiwMv2::new);
        sets.put(CasiaSurf.NAME, CasiaSurf::new);
        sets.put(LccFasd.NAME, LccFasd::new);
        sets.put(Nuaa.NAME, Nuaa::new);
        sets.put(MsuUssa.NAME, MsuUssa::new);
        sets.put(FolderSet.NAME, FolderSet::new);
        sets.put(CsvSet.NAME, CsvSet::new);
        return Collections.unmodifiableMap(sets);
    }

    /** Returns the names, in reading order. */
    public static List<String> names() {
        return List.copyOf(SETS.keySet());
    }

    /**
     * Indexes the folder of a data set.
     *
     * @param name one of {@link #names()}; case, dashes and underscores are ignored
     * @param root folder into which it was unpacked
     * @throws LgscException when there is no such data set, or the folder does not hold it
     */
    public static RawDataset open(String name, Path root) {
        return open(name, root, false);
    }

    /**
     * Indexes the folder of a data set.
     *
     * @param name as for {@link #open(String, Path)}
     * @param root folder into which it was unpacked
     * @param sharedSubjects whether a subject may be in several splits of a protocol, which makes
     *     error rates optimistic and adds a remark; an error otherwise
     * @throws LgscException as {@link #open(String, Path)}
     */
    public static RawDataset open(String name, Path root, boolean sharedSubjects) {
        return known(name)
                .map(SETS::get)
                .orElseThrow(
                        () ->
                                LgscException.of(
                                        "There is no data set %s; known are %s.",
                                        name, String.join(", ", names())))
                .apply(root)
                .sharedSubjects(sharedSubjects);
    }

    /**
     * Returns the canonical name, one of {@link #names()}, for a name that a user gave.
     *
     * @param name as for {@link #open}
     * @return empty when there is no such data set
     */
    public static Optional<String> known(String name) {
        String plain = plain(name);
        String known = plain(ALIASES.getOrDefault(plain, plain));
        return SETS.keySet().stream().filter(own -> plain(own).equals(known)).findFirst();
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[-_ ]", "");
    }
}
