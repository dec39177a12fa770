// A real Slurm of one node on this machine, in a folder and on ports of its own; installs what is
// missing where that can be done without asking.
import { spawn, spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";

const programs = ["munged", "slurmctld", "slurmd", "sbatch", "sinfo", "scontrol"];

/**
 * A cluster that takes jobs, or why there is none.
 *
 * @typedef {{ env: NodeJS.ProcessEnv, stop: () => Promise<void> }} Cluster
 * @returns {Promise<Cluster | { reason: string }>}
 */
export async function startCluster() {
  const lacking = installPrograms();
  if (lacking) return { reason: lacking };
  const folder = mkdtempSync(join(tmpdir(), "kvtrace-slurm-"));
  /** @type {import("node:child_process").ChildProcess[]} */
  const children = [];
  const stop = async () => {
    for (const child of children.reverse()) await end(child);
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    // Authentication runs as a user of its own, who has to get to its socket.
    chmodSync(folder, 0o755);
    children.push(startMunge(folder));
    const config = await writeConfiguration(folder);
    const env = { ...process.env, SLURM_CONF: config, PATH: searchPath() };
    await until("authentication", () => works("munge", ["-n", "-S", socketIn(folder)], env));
    children.push(start("slurmctld", ["-D", "-c", "-f", config], { env }));
    children.push(start("slurmd", ["-D", "-c", "-f", config, "-N", nodeName()], { env }));
    await until("the node", () => output("sinfo", ["-h", "-o", "%T"], env) === "idle");
    return { env, stop };
  } catch (error) {
    await stop();
    return { reason: error instanceof Error ? error.message : String(error) };
  }
}

/** What keeps the programs from being there; undefined where they are. */
function installPrograms() {
  if (process.getuid?.() !== 0) return "Slurm's daemons need root";
  if (missing().length === 0) return undefined;
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  const apt = (/** @type {string[]} */ ...args) =>
    spawnSync("apt-get", ["-q", "-y", ...args], { env, stdio: "ignore", timeout: 300_000 });
  if (apt("update").error) return `${missing().join(", ")} missing, and no apt-get to install them`;
  apt("install", "--no-install-recommends", "slurm-wlm", "munge");
  return missing().length === 0 ? undefined : `${missing().join(", ")} could not be installed`;
}

function missing() {
  const env = { ...process.env, PATH: searchPath() };
  return programs.filter((name) => !works("which", [name], env));
}

function searchPath() {
  return `${process.env.PATH ?? ""}:/usr/sbin:/sbin`;
}

/** @param {string} folder */
function startMunge(folder) {
  const own = join(folder, "munge");
  mkdirSync(own, { mode: 0o755 });
  writeFileSync(join(own, "key"), randomBytes(1024), { mode: 0o400 });
  const user = Number(output("id", ["-u", "munge"], process.env));
  const group = Number(output("id", ["-g", "munge"], process.env));
  for (const file of [own, join(own, "key")]) chownSync(file, user, group);
  const files = [
    `--socket=${socketIn(folder)}`,
    `--key-file=${join(own, "key")}`,
    `--pid-file=${join(own, "pid")}`,
    `--log-file=${join(own, "log")}`,
    `--seed-file=${join(own, "seed")}`,
  ];
  const ids = { uid: user, gid: group };
  return start("munged", ["--foreground", "--force", ...files], {
    ...ids,
    env: { ...process.env, PATH: searchPath() },
  });
}

/** @param {string} folder */
function socketIn(folder) {
  return join(folder, "munge", "socket");
}

function nodeName() {
  return hostname().split(".")[0];
}

/** @param {string} folder */
async function writeConfiguration(folder) {
  const [controlPort, nodePort] = await freePorts(2);
  const file = (/** @type {string} */ name) => join(folder, name);
  for (const name of ["state", "spool"]) mkdirSync(file(name));
  const settings = {
    ClusterName: "kvtrace",
    SlurmctldHost: `${nodeName()}(127.0.0.1)`,
    SlurmctldPort: controlPort,
    SlurmdPort: nodePort,
    SlurmUser: "root",
    SlurmdUser: "root",
    AuthType: "auth/munge",
    AuthInfo: `socket=${socketIn(folder)}`,
    StateSaveLocation: file("state"),
    SlurmdSpoolDir: file("spool"),
    SlurmctldPidFile: file("slurmctld.pid"),
    SlurmdPidFile: file("slurmd.pid"),
    SlurmctldLogFile: file("slurmctld.log"),
    SlurmdLogFile: file("slurmd.log"),
    ProctrackType: "proctrack/linuxproc",
    TaskPlugin: "task/none",
    SelectType: "select/cons_tres",
    SelectTypeParameters: "CR_CPU",
    JobAcctGatherType: "jobacct_gather/none",
    MpiDefault: "none",
    ReturnToService: 2,
    // Jobs follow each other at once: the test has nothing else to wait for.
    SchedulerParameters: "sched_interval=1,batch_sched_delay=0,bf_interval=1",
  };
  const lines = Object.entries(settings).map(([name, value]) => `${name}=${value}`);
  lines.push(`NodeName=${nodeName()} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN`);
  lines.push("PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP");
  writeFileSync(file("slurm.conf"), `${lines.join("\n")}\n`);
  return file("slurm.conf");
}

/** @param {number} count */
async function freePorts(count) {
  const servers = Array.from({ length: count }, () => createServer().listen(0, "127.0.0.1"));
  return Promise.all(
    servers.map(
      (server) =>
        new Promise((/** @type {(port: number) => void} */ resolve, reject) => {
          server.on("error", reject);
          server.on("listening", () => {
            const address = server.address();
            const port = typeof address === "object" && address ? address.port : 0;
            server.close(() => resolve(port));
          });
        }),
    ),
  );
}

/**
 * @param {string} name
 * @param {string[]} args
 * @param {import("node:child_process").SpawnOptions} options
 */
function start(name, args, options) {
  const child = spawn(name, args, { ...options, stdio: "ignore" });
  // What did not start is missed by whoever waits for it.
  child.on("error", () => undefined);
  return child;
}

/** @param {import("node:child_process").ChildProcess} child */
function end(child) {
  return new Promise((/** @type {(done: void) => void} */ resolve) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      resolve();
      return;
    }
    const late = setTimeout(() => child.kill("SIGKILL"), 5000);
    child.on("exit", () => {
      clearTimeout(late);
      resolve();
    });
    child.kill("SIGTERM");
  });
}

/**
 * @param {string} what
 * @param {() => boolean} isThere
 */
async function until(what, isThere) {
  for (let attempt = 0; attempt < 100; attempt++) {
    if (isThere()) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error(`${what} of a test cluster did not come up`);
}

/**
 * @param {string} name
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function output(name, args, env) {
  return spawnSync(name, args, { env, encoding: "utf8" }).stdout?.trim();
}

/**
 * @param {string} name
 * @param {string[]} args
 * @param {NodeJS.ProcessEnv} env
 */
function works(name, args, env) {
  return spawnSync(name, args, { env, stdio: "ignore" }).status === 0;
}
