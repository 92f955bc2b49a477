package org.lgsc.data.internal.recapture;

import java.util.Objects;
import java.util.SplittableRandom;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.RootFormat;
import org.lgsc.data.recapture.CameraKind;
import org.lgsc.data.recapture.PaiSpecies;

/**
 * Makes presentation attacks, and the living counterpart, from a photograph of a living face by
 * modelling how they are made: printing or display, then the camera in front of it.
 *
 * <p>Every picture, of living faces too, goes through the same camera with settings from the same
 * distributions. The properties that the camera's automatic controls set (brightness, colour
 * balance, contrast, strength of detail) are matched to those of the living face, so that no such
 * shortcut reveals the class; only the medium's texture remains.
 *
 * <p>Immutable and safe to use from several threads; the same photograph and seed give the same
 * picture. Simulated attacks are good for tests, examples and first training runs; they do not
 * replace recorded attacks when error rates are to be reported.
 */
public final class RecaptureSimulator {
    /**
     * Severity with which a small network learns the task from 96 x 96 patches of 192-pixel faces.
     */
    public static final double DEFAULT_SEVERITY = 0.9;

    /** Smallest side of a photograph in pixels. */
    public static final int MIN_SIDE = 16;

    private static final RecaptureSimulator DEFAULT = new RecaptureSimulator(CameraKind.PHONE);

    private final CameraKind camera;

    private RecaptureSimulator(CameraKind camera) {
        this.camera = camera;
    }

    /** Returns the simulator with a phone's camera and the documented ranges. */
    public static RecaptureSimulator of() {
        return DEFAULT;
    }

    /** Returns the simulator with another camera and the documented ranges. */
    public static RecaptureSimulator of(CameraKind camera) {
        return new RecaptureSimulator(Objects.requireNonNull(camera, "camera"));
    }

    /**
     * Takes a picture of the living face, using only the camera.
     *
     * @param photo at least {@value #MIN_SIDE} pixels on each side
     * @param seed not zero; chooses the camera's settings and noise
     * @return a picture of the same size
     */
    public RgbImage live(RgbImage photo, long seed) {
        check(photo, seed);
        Shot shot = new Shot(camera, seed);
        CameraModel lens = new CameraModel(shot.camera);
        float[][] seen = lens.expose(LinearImage.of(photo));
        return lens.develop(seen, photo.width(), photo.height(), shot.noise);
    }

    /**
     * Takes a picture of an attack at default severity. A mask has its openings where a centred
     * face has eyes and mouth, and the subject of the photograph wears it.
     */
    public RgbImage attack(RgbImage photo, PaiSpecies species, long seed) {
        return attack(photo, species, DEFAULT_SEVERITY, seed);
    }

    /**
     * Takes a picture of an attack. A mask has its openings where a centred face has eyes and
     * mouth, and the subject of the photograph wears it.
     *
     * @param severity strength of the medium's artefacts, 0 (hardly visible) to 1
     * @param seed not zero; chooses the settings of medium and camera, and noise
     * @return a picture of the photograph's size
     */
    public RgbImage attack(RgbImage photo, PaiSpecies species, double severity, long seed) {
        return attack(photo, species, severity, FaceLayout.typical(), photo, seed);
    }

    /**
     * Takes a picture of an attack.
     *
     * @param layout position of a mask's openings; other species ignore it
     * @param wearer picture of the face behind the openings, of the photograph's size
     */
    public RgbImage attack(
            RgbImage photo,
            PaiSpecies species,
            double severity,
            FaceLayout layout,
            RgbImage wearer,
            long seed) {
        check(photo, seed);
        if (!(severity >= 0 && severity <= 1)) {
            throw new IllegalArgumentException("severity must be 0 to 1, was " + severity);
        }
        if (wearer.width() != photo.width() || wearer.height() != photo.height()) {
            throw new IllegalArgumentException("the wearer's picture must have the photo's size");
        }
        Shot shot = new Shot(camera, seed);
        SplittableRandom random = shot.medium;
        LinearImage light = LinearImage.of(photo);
        int side = Math.min(photo.width(), photo.height());
        Surface surface =
                switch (species) {
                    case PRINT -> print(light, severity, side, random);
                    case REPLAY ->
                            new ReplaySurface(
                                    light, ReplaySettings.random(random, severity, side), random);
                    case MASK ->
                            new MaskSurface(
                                    print(light, severity, side, random),
                                    wearer == photo ? light : LinearImage.of(wearer),
                                    layout,
                                    MaskSettings.random(random, severity),
                                    random);
                    case CLOTH ->
                            new ClothSurface(
                                    light, ClothSettings.random(random, severity, side), random);
                    case RESIN ->
                            new ResinSurface(
                                    light,
                                    wearer == photo ? light : LinearImage.of(wearer),
                                    layout,
                                    ResinSettings.random(random, severity),
                                    random);
                    case MAKEUP ->
                            new MakeupSurface(
                                    wearer == photo ? light : LinearImage.of(wearer),
                                    layout,
                                    MakeupSettings.random(random, severity),
                                    random);
                };
        CameraModel lens = new CameraModel(shot.camera);
        CameraModel.Exposure seen = lens.expose(light, surface);
        AutoControls.match(seen.surface(), seen.photo(), photo.width(), photo.height());
        return lens.develop(seen.surface(), photo.width(), photo.height(), shot.noise);
    }

    private static PrintSurface print(
            LinearImage light, double severity, int side, SplittableRandom random) {
        return new PrintSurface(light, PrintSettings.random(random, severity, side), random);
    }

    private static void check(RgbImage photo, long seed) {
        if (seed == 0) {
            throw new IllegalArgumentException("the seed of a shot must not be 0");
        }
        if (photo.width() < MIN_SIDE || photo.height() < MIN_SIDE) {
            throw new IllegalArgumentException(
                    RootFormat.of(
                            "a photograph of at least %dx%d pixels is needed to simulate a"
                                    + " recapture, got %dx%d",
                            MIN_SIDE, MIN_SIDE, photo.width(), photo.height()));
        }
    }

    /**
     * Independent streams of random numbers, so that the draws of one model do not change those of
     * another.
     */
    private static final class Shot {
        final CameraSettings camera;
        final SplittableRandom medium;
        final SplittableRandom noise;

        Shot(CameraKind kind, long seed) {
            SplittableRandom root = new SplittableRandom(seed);
            camera = CameraSettings.random(kind, root.split());
            medium = root.split();
            noise = root.split();
        }
    }
}
