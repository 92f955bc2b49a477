/** One runnable class a task; {@link org.lgsc.examples.Lgsc} bundles them into one command line. */
package org.lgsc.examples;
