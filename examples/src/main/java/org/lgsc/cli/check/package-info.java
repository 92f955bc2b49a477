/** Commands that check pictures, and this machine. */
package org.lgsc.cli.check;
