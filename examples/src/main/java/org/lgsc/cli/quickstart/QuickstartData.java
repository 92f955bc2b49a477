package org.lgsc.cli.quickstart;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.lgsc.core.Split;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.RgbImage;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.recapture.CameraKind;
import org.lgsc.data.recapture.PaiSpecies;
import org.lgsc.data.synthetic.SimulatedAttacks;
import org.lgsc.data.synthetic.SyntheticDataset;

/** The quickstart's pictures: drawn, or made from the user's photographs. */
final class QuickstartData {
    private static final PaiSpecies[] SPECIES = {
        PaiSpecies.PRINT, PaiSpecies.REPLAY, PaiSpecies.MASK
    };

    /** Named one by one: the documented figures must not change when a species is added. */
    private static final PaiSpecies[] WITH_CLOTH = {
        PaiSpecies.PRINT, PaiSpecies.REPLAY, PaiSpecies.MASK, PaiSpecies.CLOTH
    };

    private static final int THREADS = Math.max(1, Runtime.getRuntime().availableProcessors());
    private static final long CACHE_BYTES = 1L << 28;

    private final QuickstartOptions options;
    private final long seed;
    private final Consumer<String> say;

    /** Folder with live photographs; null to draw faces. */
    private final Path live;

    private Map<String, List<RgbImage>> photographs;

    QuickstartData(QuickstartOptions options, long seed, Path live, Consumer<String> say) {
        this.options = options;
        this.seed = seed;
        this.live = live;
        this.say = say;
    }

    PadDataset all() {
        if (live == null) {
            say.accept("Drawing faces and simulating attacks");
            return drawn(options.faces().size(), CameraKind.PHONE, SPECIES)
                    .materialise(THREADS, this::made);
        }
        say.accept("Looking for faces in " + live);
        photographs = new LivePhotographs(FaceCrop.DEFAULT, options.faces().size(), say).read(live);
        say.accept("Simulating attacks on " + photographs.size() + " people");
        return simulated(photographs, CameraKind.PHONE, SPECIES).materialise(THREADS, this::made);
    }

    /**
     * Returns the test subjects with another camera, smaller faces, and cloth as an additional
     * species. Nothing is trained or tuned on these data. Call {@link #all} first.
     */
    PadDataset otherCamera() {
        PadDataset data =
                live == null
                        ? drawn(options.faces().otherSize(), CameraKind.WEBCAM, WITH_CLOTH)
                                .dataset()
                        : simulated(smaller(), CameraKind.WEBCAM, WITH_CLOTH).dataset();
        return data.withSamples(Map.of(Split.TEST, data.samples(Split.TEST))).cached(CACHE_BYTES);
    }

    /** Training and development without a species; the test has only it and live faces. */
    static PadDataset without(PadDataset data, String species) {
        Map<Split, List<Sample>> samples = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            boolean only = split == Split.TEST;
            samples.put(
                    split,
                    data.samples(split).stream()
                            .filter(s -> s.label().isLive() || s.species().equals(species) == only)
                            .toList());
        }
        return new PadDataset(
                        data.name() + " without " + species,
                        samples,
                        data.setAside(),
                        data.framing())
                .withKind(data.kind());
    }

    private SyntheticDataset drawn(int size, CameraKind camera, PaiSpecies[] species) {
        QuickstartOptions.People people = options.people();
        return SyntheticDataset.builder()
                .subjects(people.train(), people.dev(), people.test())
                .liveCaptures(options.shots().live())
                .attacksPerSpecies(options.shots().ofEachSpecies())
                .species(species[0], species)
                .severity(options.faces().severity())
                .camera(camera)
                .size(size)
                .seed(seed)
                .build();
    }

    private SimulatedAttacks simulated(
            Map<String, List<RgbImage>> faces, CameraKind camera, PaiSpecies[] species) {
        return SimulatedAttacks.from(faces)
                .name("simulated attacks on " + live.getFileName())
                .species(species[0], species)
                .severity(options.faces().severity())
                .shotsPerPhotograph(options.shots().ofPhotograph())
                .camera(camera)
                .seed(seed);
    }

    private Map<String, List<RgbImage>> smaller() {
        Map<String, List<RgbImage>> faces = new TreeMap<>();
        photographs.forEach(
                (person, pictures) ->
                        faces.put(
                                person,
                                pictures.stream()
                                        .map(
                                                p ->
                                                        ImageScaler.shrinkToAtMost(
                                                                p, options.faces().otherSize()))
                                        .toList()));
        return faces;
    }

    private void made(int done, int total) {
        if (done % 100 == 0 || done == total) {
            say.accept(done + " of " + total + " pictures");
        }
    }
}
