#ifndef SERVER_COMMAND_ANALYZE_H
#define SERVER_COMMAND_ANALYZE_H

/* byline analyze; argv[0] is the command's name. Returns the exit status. */
int command_analyze(int argc, char **argv);

#endif
