/** Options shared by several commands. */
package org.lgsc.cli.option;
