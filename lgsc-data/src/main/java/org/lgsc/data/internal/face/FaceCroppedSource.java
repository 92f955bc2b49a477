package org.lgsc.data.internal.face;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;
import org.lgsc.core.LgscException;
import org.lgsc.core.Split;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.geometry.FaceGeometry;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.face.FaceDetectors;
import org.lgsc.core.internal.face.FaceFinder;
import org.lgsc.core.internal.face.FaceFinding;
import org.lgsc.core.internal.face.FaceRules;
import org.lgsc.data.dataset.Framing;
import org.lgsc.data.dataset.ImageSource;
import org.lgsc.data.dataset.PadDataset;
import org.lgsc.data.dataset.Sample;
import org.lgsc.data.dataset.SetAside;

/**
 * The largest face of another source's picture, cut out as in inference. The location of the face
 * is found once and remembered; the crop itself is cut again at every {@link #load}.
 */
public final class FaceCroppedSource implements ImageSource {
    /** Bytes of crops that {@link #facesOf} keeps in memory. */
    private static final long CACHE_BYTES = 1L << 30;

    private final String id;
    private final ImageSource whole;
    private final FaceFinder finder;
    private final FaceCrop crop;
    private volatile @Nullable FaceBox face;

    /**
     * @param id for messages, usually the sample's id
     * @param whole source of the picture to search; must return the same picture each time
     * @param detector finds the face; must stay open until the first {@link #load} has ended
     * @param crop cuts the face out
     */
    public FaceCroppedSource(String id, ImageSource whole, FaceDetector detector, FaceCrop crop) {
        this.id = id;
        this.whole = whole;
        this.finder = new FaceFinder(detector, FaceRules.TRAINING);
        this.crop = crop;
    }

    /**
     * Returns the face crop.
     *
     * @throws LgscException when no face satisfies {@link FaceRules#TRAINING}, the face is too
     *     small or the picture cannot be read
     */
    @Override
    public RgbImage load() {
        RgbImage image = whole.load();
        FaceBox box = face;
        if (box == null) {
            FaceFinding finding = finder.find(image);
            if (finding instanceof FaceFinding.Refused refused) {
                throw LgscException.ofInput("%s: %s", id, refused.reason().sentence());
            }
            box = ((FaceFinding.Found) finding).face();
            face = box;
        }
        try {
            return crop.crop(image, box);
        } catch (LgscException e) {
            throw LgscException.of(e, "%s: %s", id, e.getMessage());
        }
    }

    @Override
    public String content() {
        return whole.content();
    }

    /**
     * Prepares a data set for a network: photographs are searched for faces, face crops are used
     * unchanged.
     *
     * @param geometry names the detector, unless one is given; "none" uses photographs as crops
     * @param given another detector, which stays open; null for that of the geometry
     * @param threads number of pictures to search at a time, at least 1
     * @throws LgscException when the detector is not available
     */
    public static PadDataset facesOf(
            PadDataset dataset, FaceGeometry geometry, @Nullable FaceDetector given, int threads) {
        if (!dataset.framing().isPhotographs()) {
            return dataset;
        }
        if (given != null) {
            return cropAll(dataset, given, geometry.crop(), CACHE_BYTES, threads);
        }
        if (geometry.detector().isNone()) {
            return dataset.withFraming(Framing.CROPS);
        }
        try (FaceDetector own = FaceDetectors.open(geometry.detector())) {
            return cropAll(dataset, own, geometry.crop(), CACHE_BYTES, threads);
        }
    }

    /**
     * Crops an entire data set. Every picture is searched at once, so that pictures without a
     * usable face are set aside and counted (non-responses) before any training or scoring. The
     * detector may be closed afterwards.
     *
     * @param cacheBytes maximum size of crops kept in memory; the others are cut again
     * @param threads number of pictures to search at a time, at least 1
     * @return the samples with a face, in the same order
     */
    public static PadDataset cropAll(
            PadDataset dataset,
            FaceDetector detector,
            FaceCrop crop,
            long cacheBytes,
            int threads) {
        Map<Split, List<Sample>> faces = new EnumMap<>(Split.class);
        for (Split split : Split.values()) {
            faces.put(
                    split,
                    dataset.samples(split).stream()
                            .map(
                                    s ->
                                            s.withImage(
                                                    new FaceCroppedSource(
                                                            s.id(), s.image(), detector, crop)))
                            .toList());
        }
        PadDataset cropped = dataset.withSamples(faces).cached(cacheBytes);
        Map<Split, List<Sample>> usable = new EnumMap<>(Split.class);
        List<SetAside> setAside = new ArrayList<>(dataset.setAside());
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            for (Split split : Split.values()) {
                List<Sample> samples = cropped.samples(split);
                List<Future<String>> problems = new ArrayList<>();
                samples.forEach(s -> problems.add(pool.submit(() -> problem(s))));
                List<Sample> readable = new ArrayList<>();
                for (int i = 0; i < samples.size(); i++) {
                    String problem = problems.get(i).get();
                    if (problem == null) {
                        readable.add(samples.get(i));
                    } else {
                        setAside.add(new SetAside(samples.get(i).id(), problem));
                    }
                }
                usable.put(split, readable);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LgscException("Face detection was interrupted.", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException("face detection failed", e.getCause());
        } finally {
            pool.shutdownNow();
        }
        return new PadDataset(
                        dataset.name(), usable, setAside, Framing.crops(DetectorId.of(detector)))
                .withKind(dataset.kind())
                .withRemarks(dataset.remarks());
    }

    private static @Nullable String problem(Sample sample) {
        try {
            sample.image().load();
            return null;
        } catch (LgscException e) {
            return e.getMessage();
        }
    }
}
