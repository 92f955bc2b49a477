/** The first thing to try: a whole experiment in minutes, on drawn faces. */
package org.lgsc.cli.quickstart;
