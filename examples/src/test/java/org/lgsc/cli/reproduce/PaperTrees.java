package org.lgsc.cli.reproduce;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.lgsc.cli.TestVideo;
import org.lgsc.core.image.RgbImage;

/**
 * The data sets of the paper's tables, small, in their own layouts, with their own annotations. A
 * live video is smooth, an attack has noise.
 */
final class PaperTrees {
    private static final int WIDTH = 96;
    private static final int HEIGHT = 128;
    private static final int FRAMES = 4;

    private final Path root;
    private final Random random = new Random(5);

    PaperTrees(Path root) {
        this.root = root;
    }

    private Path video(String path, boolean live) throws IOException {
        List<RgbImage> frames = new ArrayList<>();
        for (int f = 0; f < FRAMES; f++) {
            RgbImage frame = RgbImage.black(WIDTH, HEIGHT);
            byte[] data = frame.data();
            int grey = 90 + random.nextInt(60);
            for (int i = 0; i < data.length; i++) {
                data[i] = (byte) (grey + (live ? 0 : random.nextInt(60)));
            }
            frames.add(frame);
        }
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return TestVideo.write(file, frames);
    }

    private void text(String path, String format) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int f = 0; f < FRAMES; f++) {
            text.append(String.format(Locale.ROOT, format, f)).append('\n');
        }
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    /** Two people to learn from, one for development and one for the test. */
    Path oulu() throws IOException {
        String[] splits = {"Train_files", "Train_files", "Dev_files", "Test_files"};
        int[] people = {1, 2, 21, 36};
        for (int p = 0; p < people.length; p++) {
            for (int i = 0; i < 90; i++) {
                String name =
                        String.format(
                                Locale.ROOT,
                                "OULU/%s/%d_%d_%02d_%d",
                                splits[p],
                                i / 15 + 1,
                                i / 5 % 3 + 1,
                                people[p],
                                i % 5 + 1);
                video(name + ".avi", i % 5 == 0);
                text(name + ".txt", "%d,36,50,60,50");
            }
        }
        return root.resolve("OULU");
    }

    /** Two people to learn from, of whom 003 is held out, and one for the test. */
    Path siw() throws IOException {
        for (int person : new int[] {1, 3, 2}) {
            String part = person == 2 ? "Test" : "Train";
            for (int sensor = 1; sensor <= 2; sensor++) {
                for (int medium = 1; medium <= 4; medium++) {
                    for (int session = 1; session <= 2; session++) {
                        if (medium <= 2) {
                            siw(part, person, sensor, 1, medium, session);
                        }
                        siw(part, person, sensor, 3, medium, session);
                    }
                    if (medium <= 2) {
                        siw(part, person, sensor, 2, medium, 1);
                    }
                }
            }
        }
        return root.resolve("SIW");
    }

    private void siw(String part, int person, int sensor, int type, int medium, int session)
            throws IOException {
        String name =
                String.format(
                        Locale.ROOT,
                        "SIW/%s/%s/%03d/%03d-%d-%d-%d-%d",
                        part,
                        type == 1 ? "live" : "spoof",
                        person,
                        person,
                        sensor,
                        type,
                        medium,
                        session);
        video(name + ".mov", type == 1);
        text(name + ".face", "24 32 72 80");
    }

    /** Four people to learn from, the last of whom is held out, and one for the test. */
    Path casia() throws IOException {
        for (int person = 1; person <= 5; person++) {
            String folder = person < 5 ? "train_release/" + person : "test_release/1";
            for (int i = 1; i <= 12; i++) {
                String name = folder + "/" + (i <= 8 ? String.valueOf(i) : "HR_" + (i - 8));
                video("CASIA/" + name + ".avi", i <= 2 || i == 9);
                text("CASIA/face-locations/" + name + ".face", "%d 24 32 48 48");
            }
        }
        return root.resolve("CASIA");
    }

    /** A person for each split. */
    Path replay() throws IOException {
        String[] splits = {"train", "devel", "test"};
        for (int s = 0; s < splits.length; s++) {
            String who =
                    String.format(Locale.ROOT, "client%03d_session01_", new int[] {1, 3, 9}[s]);
            List<String> paths = new ArrayList<>();
            for (String light : List.of("adverse", "controlled")) {
                paths.add("real/" + who + "webcam_authenticate_" + light + "_1");
                paths.add("real/" + who + "webcam_authenticate_" + light + "_2");
                for (String support : List.of("fixed", "hand")) {
                    String start = "attack/" + support + "/attack_";
                    paths.add(start + "print_" + who + "highdef_photo_" + light);
                    for (String device : List.of("mobile", "highdef")) {
                        paths.add(start + device + "_" + who + device + "_photo_" + light);
                        paths.add(start + device + "_" + who + device + "_video_" + light);
                    }
                }
            }
            for (String path : paths) {
                String name = splits[s] + "/" + path;
                video("REPLAY/" + name + ".mov", path.startsWith("real"));
                text("REPLAY/face-locations/" + name + ".face", "%d 24 32 48 48");
            }
        }
        return root.resolve("REPLAY");
    }

    /** Two people to learn from, the second of whom is held out, and one for the test. */
    Path msu() throws IOException {
        for (int client = 1; client <= 3; client++) {
            for (String camera : List.of("android", "laptop")) {
                String who = String.format(Locale.ROOT, "client%03d_%s_SD_", client, camera);
                msu("real/real_" + who + "scene01", true);
                for (String kind : List.of("ipad_video", "iphone_video", "printed_photo")) {
                    msu("attack/attack_" + who + kind + "_scene01", false);
                }
            }
        }
        Path folder = root.resolve("MSU");
        Files.writeString(folder.resolve("train_sub_list.txt"), "01\n02\n");
        Files.writeString(folder.resolve("test_sub_list.txt"), "03\n");
        return folder;
    }

    private void msu(String name, boolean live) throws IOException {
        video("MSU/" + name + ".mov", live);
        text("MSU/" + name + ".face", "%d,24,32,72,80");
    }
}
