package org.lgsc.cli.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.lgsc.core.LgscException;
import org.lgsc.core.face.FaceBox;
import org.lgsc.core.face.FaceCrop;
import org.lgsc.core.face.FaceDetector;
import org.lgsc.core.face.HaarFaceDetector;
import org.lgsc.core.image.ImageDecoder;
import org.lgsc.core.image.ImageScaler;
import org.lgsc.core.image.RgbImage;
import org.lgsc.core.internal.face.FaceFinder;
import org.lgsc.core.internal.face.FaceFinding;
import org.lgsc.core.internal.face.FaceRules;
import org.lgsc.core.internal.file.Folders;
import org.lgsc.data.internal.folder.FileNames;
import org.lgsc.data.internal.folder.FolderLayout;

/**
 * Faces from a folder of the user's own live photographs. A sub-folder is a subject, with its
 * pictures at any depth. For files outside of sub-folders, the subject is the file name up to its
 * first underscore, as in every folder of data.
 */
final class LivePhotographs {
    private final FaceCrop crop;
    private final int faceSize;
    private final Consumer<String> remarks;

    /**
     * @param crop crop of the faces
     * @param faceSize larger faces are scaled down to this side
     * @param remarks receives a message for every picture that cannot be used
     */
    LivePhotographs(FaceCrop crop, int faceSize, Consumer<String> remarks) {
        this.crop = crop;
        this.faceSize = faceSize;
        this.remarks = remarks;
    }

    /** Reads the faces of each subject. */
    Map<String, List<RgbImage>> read(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new LgscException(
                    "The folder " + folder + " for live photographs does not exist.");
        }
        Map<String, List<RgbImage>> subjects = new TreeMap<>();
        List<Path> files = pictures(folder);
        if (files.isEmpty()) {
            throw LgscException.of(
                    "Folder %s contains no JPEG, PNG, WebP or BMP picture; put one "
                            + "photograph per person there, or one sub-folder per person.",
                    folder);
        }
        FaceDetector detector = new HaarFaceDetector();
        FaceFinder finder = new FaceFinder(detector, FaceRules.TRAINING);
        try {
            for (Path file : files) {
                RgbImage face = face(finder, file);
                if (face != null) {
                    subjects.computeIfAbsent(
                                    FolderLayout.subject(folder.relativize(file)),
                                    s -> new ArrayList<>())
                            .add(face);
                }
            }
        } finally {
            detector.close();
        }
        if (subjects.isEmpty()) {
            throw LgscException.of(
                    "None of the %s pictures in %s can be used.", files.size(), folder);
        }
        return subjects;
    }

    private RgbImage face(FaceFinder finder, Path file) {
        try {
            RgbImage image = ImageDecoder.defaults().decode(file);
            FaceFinding finding = finder.find(image);
            if (finding instanceof FaceFinding.Refused refused) {
                remarks.accept(file + ": " + refused.reason().sentence());
                return null;
            }
            FaceBox box = ((FaceFinding.Found) finding).face();
            return ImageScaler.shrinkToAtMost(crop.crop(image, box), faceSize);
        } catch (LgscException e) {
            String message = String.valueOf(e.getMessage());
            remarks.accept(message.contains(file.toString()) ? message : file + ": " + message);
            return null;
        }
    }

    private static List<Path> pictures(Path folder) {
        return Folders.files(folder).stream()
                .filter(Files::isRegularFile)
                .filter(FileNames::isPicture)
                .toList();
    }
}
