package org.lgsc.core.geometry;

import com.fasterxml.jackson.annotation.JsonIgnore;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.DetectorId;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.ImageScaler.Interpolation;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;

/**
 * Determines how a photograph is converted to network input: which detector finds the face, how it
 * is cut out, to which size it is scaled, and which part of it is scored. It is recorded in the
 * model file, and every conversion from a picture to network input uses it: trainer, scorer,
 * detector and export.
 *
 * @param detector detector whose boxes are used to cut out faces
 * @param crop how much around a box is cut out
 * @param working size to which a crop is scaled
 * @param patchSize side of the network's training patch in pixels, a multiple of 32
 * @param test which part of a face is scored
 */
public record FaceGeometry(
        DetectorId detector, FaceCrop crop, WorkingSize working, int patchSize, TestPolicy test) {
    private static final int STRIDE = 32;

    /** Checks that a patch fits into the working size. */
    public FaceGeometry {
        Objects.requireNonNull(detector, "detector");
        Objects.requireNonNull(crop, "crop");
        Objects.requireNonNull(working, "working");
        Objects.requireNonNull(test, "test");
        if (patchSize < 1 || patchSize > WorkingSize.LARGEST) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "patch size must be 1 to %s, was %s", WorkingSize.LARGEST, patchSize));
        }
        if (working.side() < patchSize) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "patches of %d pixels do not fit a working size of %s",
                            patchSize, working));
        }
    }

    /**
     * Returns the default geometry of training: OpenCV's cascade, the default crop, a working size
     * of about 8/7 of the patch (256 pixels for patches of 224), scored in one pass.
     *
     * @param patchSize patch size in pixels, a multiple of 32
     */
    public static FaceGeometry standard(int patchSize) {
        int side = (patchSize * 8 / 7 + STRIDE - 1) / STRIDE * STRIDE;
        return new FaceGeometry(
                DetectorId.HAAR,
                FaceCrop.DEFAULT,
                WorkingSize.of(Math.min(WorkingSize.LARGEST, side)),
                patchSize,
                TestPolicy.FULL);
    }

    /**
     * Returns the geometry of a model from before geometries were recorded: no working size and an
     * unknown detector.
     */
    public static FaceGeometry unrecorded(FaceCrop crop, int patchSize, TestPolicy test) {
        return new FaceGeometry(DetectorId.UNKNOWN, crop, WorkingSize.NATIVE, patchSize, test);
    }

    /** Returns this geometry with another detector. */
    public FaceGeometry withDetector(DetectorId other) {
        return new FaceGeometry(other, crop, working, patchSize, test);
    }

    /** Returns this geometry with another working size. */
    public FaceGeometry withWorking(WorkingSize other) {
        return new FaceGeometry(detector, crop, other, patchSize, test);
    }

    /** Returns this geometry with another test policy. */
    public FaceGeometry withTest(TestPolicy other) {
        return new FaceGeometry(detector, crop, working, patchSize, other);
    }

    /** Whether the geometry was recorded completely when the model was created. */
    @JsonIgnore
    public boolean isRecorded() {
        return !detector.isUnknown();
    }

    /**
     * Side of the square input of the network for a square crop: the working size if crops are
     * scaled to it and scored in one pass, otherwise the patch's side.
     */
    @JsonIgnore
    public int scoredSide() {
        return test.mode() == TestPolicy.Mode.FULL && working.enlarges()
                ? working.side()
                : patchSize;
    }

    /**
     * Side of a crop above which more pixels hardly change the network's input: 1.5 times the
     * working size, so that the reduction is still a mean over areas. The pixels of a photograph
     * then differ by 1 of 255 levels on average.
     */
    @JsonIgnore
    public int enoughPixels() {
        return working.isNative() ? Integer.MAX_VALUE : 3 * working.side() / 2;
    }

    /**
     * Largest useful side of a crop: twice the working size, so that each pixel at working size is
     * the mean of complete pixels.
     */
    @JsonIgnore
    public int mostPixels() {
        return working.isNative() ? Integer.MAX_VALUE : 2 * working.side();
    }

    /**
     * Returns the steps from a photograph to the same score, one sentence each, for users of the
     * network without this library.
     */
    public List<String> steps() {
        return FaceSteps.of(this);
    }

    /**
     * Scales a face crop to the working size, from which training patches are taken.
     *
     * @return crop, at least as large as a patch
     * @throws LgscException when the crop is too small to be judged, or not a face crop
     */
    public RgbImage atWorkingSize(RgbImage crop) {
        WorkingSize.Size size = working.of(crop.width(), crop.height(), patchSize);
        return ImageScaler.fit(crop, size.width(), size.height());
    }

    /**
     * Converts a face crop to the view that is scored.
     *
     * @throws LgscException when the crop is too small to be judged or not a face crop, or when it
     *     has, with {@link TestPolicy.Mode#GRID}, fewer distinct positions than the grid has
     *     patches
     */
    public FaceView view(RgbImage crop) {
        return switch (test.mode()) {
            case FULL -> full(crop);
            case WHOLE -> whole(crop);
            case PATCHES -> {
                RgbImage at = atWorkingSize(crop);
                yield parts(at, PatchGrid.covering(at.width(), at.height(), patchSize));
            }
            case GRID -> {
                RgbImage at = atWorkingSize(crop);
                yield parts(at, PatchGrid.of(at.width(), at.height(), patchSize, test.count()));
            }
            case CENTRE -> {
                RgbImage at = atWorkingSize(crop);
                yield parts(at, PatchGrid.of(at.width(), at.height(), patchSize, 1));
            }
        };
    }

    /**
     * Returns a face crop in one piece, for drawing it with its cue map: as {@link #view} if that
     * is one picture, else at working size with sides of the nearest multiples of 32.
     */
    public RgbImage picture(RgbImage crop) {
        return (test.mode() == TestPolicy.Mode.WHOLE ? whole(crop) : full(crop))
                .parts()
                .get(0)
                .image();
    }

    private FaceView full(RgbImage crop) {
        WorkingSize.Size size = working.of(crop.width(), crop.height(), patchSize);
        // a native crop may exceed the network's largest input
        double longer = Math.max(size.width(), size.height());
        double scale = Math.min(1, WorkingSize.LARGEST / longer);
        return one(
                ImageScaler.fit(
                        crop, multiple(size.width() * scale), multiple(size.height() * scale)));
    }

    private FaceView whole(RgbImage crop) {
        working.of(crop.width(), crop.height(), 1); // fails unless it is a face crop
        return one(
                working.isNative() // as the published code resizes
                        ? ImageScaler.resize(crop, patchSize, patchSize, Interpolation.BILINEAR)
                        : ImageScaler.fit(crop, patchSize, patchSize));
    }

    private static int multiple(double length) {
        return Math.max(STRIDE, (int) Math.round(length / STRIDE) * STRIDE);
    }

    private static FaceView one(RgbImage image) {
        return new FaceView(image.width(), image.height(), List.of(new FaceView.Part(0, 0, image)));
    }

    private FaceView parts(RgbImage image, PatchGrid grid) {
        List<FaceView.Part> parts = new ArrayList<>();
        for (PatchGrid.Position p : grid.positions()) {
            parts.add(
                    new FaceView.Part(
                            p.x(), p.y(), image.crop(p.x(), p.y(), patchSize, patchSize)));
        }
        return new FaceView(image.width(), image.height(), parts);
    }

    /** The geometry in words, for reports. */
    @Override
    public String toString() {
        return RootFormat.of(
                "detector %s, crop %s x the box, working size %s, patch %d, test %s",
                detector, crop.enlargement(), working, patchSize, test);
    }
}
