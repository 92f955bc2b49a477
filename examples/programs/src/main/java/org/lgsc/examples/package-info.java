/** Small programs with a {@code main} of their own, to copy from. */
package org.lgsc.examples;
